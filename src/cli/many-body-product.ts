/** `gauntlet many-body --op`: what a product of several equal features reaches, order by order. */

import type { Bounds } from '../analysis/expressivity.ts';
import { MAX_CHANNELS } from '../analysis/expressivity.ts';
import { MAX_DEGREE } from '../irreps/index.ts';
import {
  type ManyBodyExpressivity,
  manyBodyExpressivity,
  type ProductReach,
} from '../many-body/product-expressivity.ts';
import type { FactorLayers, ProductForm, ProductOperation } from '../many-body/product-model.ts';
import type { ProductRequest } from '../many-body/product-request.ts';
import type { ManyBodyRequest } from '../many-body/request.ts';
import { MAX_TWICE_J } from '../operation/mtp.ts';
import { integerOption } from './analyze.ts';
import { print, printJson, progressBar } from './terminal.ts';

/** The options that `--op` brings with it. */
export interface ProductOptions {
  readonly op?: ProductOperation;
  readonly form?: ProductForm;
  readonly layers?: FactorLayers;
  readonly twiceJ?: string;
  readonly inner?: string;
  readonly channels?: string;
}

/** The request in the library's words. @throws RequestError for an option that is no number in its range */
function productRequest(
  { irreps, correlation, out }: ManyBodyRequest,
  operation: ProductOperation,
  { form, layers, twiceJ, inner, channels }: ProductOptions,
): ProductRequest {
  const counts = channels?.split(',').map((text) => integerOption('--channels', text.trim(), 1, MAX_CHANNELS));
  return {
    operation,
    irreps,
    correlation,
    out,
    ...(form === undefined ? {} : { form }),
    ...(layers === undefined ? {} : { layers }),
    ...(twiceJ === undefined ? {} : { twiceJ: integerOption('--twice-j', twiceJ, 0, MAX_TWICE_J) }),
    ...(inner === undefined ? {} : { inner: integerOption('--inner', inner, 0, MAX_DEGREE) }),
    ...(counts === undefined ? {} : { channels: [...new Set(counts)].sort((a, b) => a - b) }),
  };
}

const grouped = (count: bigint): string => `${count}`.replace(/\B(?=(\d{3})+$)/g, ',');
const range = ({ lower, upper }: Pick<Bounds, 'lower' | 'upper'>): string =>
  lower === upper ? `${lower}` : `${lower} to ${upper}`;

const MISSING_SHOWN = 6;

/** One order as text. */
function orderText(reach: ProductReach): string[] {
  const { order, contents, interactions, missing, ceiling, reached, outputs, saturatingChannels, cost } = reach;
  const shown = missing.slice(0, MISSING_SHOWN).map(({ content, out }) => `${content.join('·')}→${out}`);
  const more = missing.length > MISSING_SHOWN ? ` and ${missing.length - MISSING_SHOWN} more` : '';
  const never = missing.length === 0 ? '' : `; never ${shown.join(' ')}${more}`;
  const byOutput = outputs.map(({ out, maps, reached: own }) => `${out} ${own} of ${maps}`).join(', ');
  const certified = saturatingChannels.certified ? 'certified' : 'not certified';
  const work = BigInt(cost?.multiplyAdds ?? 0);
  const [low, high] = [saturatingChannels.lower, saturatingChannels.upper].map((count) =>
    grouped(work * BigInt(count)),
  );
  return [
    `${order} factors`,
    `interactions      ${interactions} of ${contents} contents and outputs${never}`,
    `ever reached      ${reached} of ${ceiling} symmetric maps: ${byOutput}`,
    `expressivity      channels  dimension of reachable maps`,
    ...reach.expressivity.map(
      (point) =>
        `                  ${`${point.channels}`.padStart(8)}  ${range(point)}${point.certified ? '' : '  not certified'}`,
    ),
    `saturates at      ${saturatingChannels.upper === 1 ? '1 channel' : `${range(saturatingChannels)} channels`}, ${certified}`,
    ...(cost === undefined
      ? []
      : [
          `cost              ${grouped(work)} multiply–adds a channel (${cost.algorithm}), ${low === high ? low : `${low} to ${high}`} at saturation`,
        ]),
  ];
}

const headOf = ({ operation, form, layers, twiceJ, inner, irreps, out }: ManyBodyExpressivity): string =>
  [
    operation,
    form,
    ...(layers === 'same' ? ['the same first layer for all factors'] : []),
    ...(twiceJ === undefined ? [] : [`twiceJ ${twiceJ}`]),
    ...(inner === undefined ? [] : [`inner degrees up to ${inner}`]),
    `${irreps} → ${out}`,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');

/** Answers and prints. */
export function printProduct(
  request: ManyBodyRequest,
  operation: ProductOperation,
  options: ProductOptions,
  json: boolean,
): void {
  const bar = progressBar(`many-body ${operation}`);
  try {
    const answer = manyBodyExpressivity(productRequest(request, operation, options), (share, order) =>
      bar.update(share, 1, `${order} factors`),
    );
    bar.end();
    if (json) printJson(answer);
    else print([headOf(answer), ...answer.orders.flatMap((order) => ['', ...orderText(order)])].join('\n'));
  } finally {
    bar.end();
  }
}
