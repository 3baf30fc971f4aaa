/** Reports: the study, the document that tells it, its two settings, and the figures. */

export { DEFAULT_CONFIG, type ModelConfig, parseConfig, type ReportConfig } from './config.ts';
export {
  assertSound,
  type Block,
  type Callout,
  type Details,
  type DisplayMath,
  type Document,
  everyBlock,
  type Figure,
  type Heading,
  type Inline,
  type List,
  literal,
  type Paragraph,
  type Table,
  type TableColumn,
} from './document.ts';
export { type AccidentalZerosChart, accidentalZerosChart } from './figures/accidental-zeros.ts';
export type { DrawnCloud, DrawnPoint } from './figures/cloud-drawing.ts';
export { type CostPoint, type CostScaling, type CostSeries, costScaling } from './figures/cost-scaling.ts';
export {
  type ExpressivityCurve,
  type ExpressivitySeries,
  expressivityCurve,
} from './figures/expressivity-curve.ts';
export { type Frontier, type FrontierEntry, type FrontierPosition, frontier } from './figures/frontier.ts';
export {
  type InteractionDiagram,
  type InteractionPath,
  interactionDiagram,
  interactionMultiples,
} from './figures/interaction-diagram.ts';
export { type ManyBodyReach, manyBodyReach, type ReachSeries } from './figures/many-body-reach.ts';
export { type PriceOfFreedom, type PricePoint, type PriceSeries, priceOfFreedom } from './figures/price-of-freedom.ts';
export {
  type MatrixCell,
  type MatrixColumn,
  type MatrixRow,
  type SeparationMatrix,
  separationMatrix,
} from './figures/separation-matrix.ts';
export { countText } from './figures/text.ts';
export { htmlOf } from './html.ts';
export {
  type ManyBodyDegree,
  type ManyBodyStudy,
  manyBodyStudyJson,
  runManyBodyStudy,
} from './many-body-study.ts';
export { figureFiles, markdownOf } from './markdown.ts';
export { reportOf } from './story.ts';
export { runStudy, type Study, studyJson } from './study.ts';
