/** A small equivariant network on any operation, trained to tell the Tetris pieces apart. */
export * from './architecture.ts';
export * from './network.ts';
export * from './shapes.ts';
export * from './training.ts';
