/** Arrays in files: .npy, .npz, .safetensors and a JSON table; bytes in, bytes out, and strict about both. */
export * from './npy.ts';
export * from './npz.ts';
export * from './safetensors.ts';
export { DTYPES, type Dtype, type Tensor, type Tensors } from './tensor.ts';
export * from './tensor-json.ts';
