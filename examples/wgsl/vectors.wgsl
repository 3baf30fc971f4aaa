// The products of two vectors, 1o ⊗ 1o → 0e + 1e + 2e, each path in the convention Σ w3j² = 1, and their gradients.
//   z[0]     x1·x2 / √3
//   z[1..3]  x1 × x2 / √6
//   z[4..8]  the symmetric traceless part: yz-like products / √10, (2z² − x² − y²)-like ones / √30
// Vectors and orders as in e3nn's index order: a vector is (m = −1, 0, 1). One invocation for each row.

@group(0) @binding(0) var<storage, read> x1 : array<f32>;
@group(0) @binding(1) var<storage, read> x2 : array<f32>;
@group(0) @binding(2) var<storage, read_write> z : array<f32>;
@group(0) @binding(3) var<uniform> batch : vec4u;  // the number of rows first

const DOT = 0.57735026918962576;  // 1/√3
const CROSS = 0.40824829046386302;  // 1/√6
const MIXED = 0.31622776601683794;  // 1/√10
const AXIAL = 0.18257418583505537;  // 1/√30

@compute @workgroup_size(64)
fn vectors(@builtin(global_invocation_id) id : vec3u) {
  let row = id.x;
  if (row >= batch.x) { return; }
  let a = vec3f(x1[3u * row], x1[3u * row + 1u], x1[3u * row + 2u]);
  let b = vec3f(x2[3u * row], x2[3u * row + 1u], x2[3u * row + 2u]);
  let c = CROSS * cross(a, b);
  let start = 9u * row;
  z[start] = DOT * dot(a, b);
  z[start + 1u] = c.x;
  z[start + 2u] = c.y;
  z[start + 3u] = c.z;
  z[start + 4u] = MIXED * (a.x * b.z + a.z * b.x);
  z[start + 5u] = MIXED * (a.x * b.y + a.y * b.x);
  z[start + 6u] = AXIAL * (2.0 * a.y * b.y - a.x * b.x - a.z * b.z);
  z[start + 7u] = MIXED * (a.y * b.z + a.z * b.y);
  z[start + 8u] = MIXED * (a.z * b.z - a.x * b.x);
}

@group(0) @binding(2) var<storage, read> z_bar : array<f32>;
@group(0) @binding(3) var<storage, read_write> x1_bar : array<f32>;
@group(0) @binding(4) var<storage, read_write> x2_bar : array<f32>;
@group(0) @binding(5) var<uniform> rows : vec4u;

@compute @workgroup_size(64)
fn vectors_vjp(@builtin(global_invocation_id) id : vec3u) {
  let row = id.x;
  if (row >= rows.x) { return; }
  let a = vec3f(x1[3u * row], x1[3u * row + 1u], x1[3u * row + 2u]);
  let b = vec3f(x2[3u * row], x2[3u * row + 1u], x2[3u * row + 2u]);
  let t = 9u * row;
  let c = CROSS * vec3f(z_bar[t + 1u], z_bar[t + 2u], z_bar[t + 3u]);
  let outer = MIXED * z_bar[t + 4u];
  let first = MIXED * z_bar[t + 5u];
  let axial = AXIAL * z_bar[t + 6u];
  let last = MIXED * z_bar[t + 7u];
  let plane = MIXED * z_bar[t + 8u];
  // The symmetric traceless matrix S with z_bar·z = … + aᵀ S b.
  let s = mat3x3f(-axial - plane, first, outer, first, 2.0 * axial, last, outer, last, plane - axial);
  let of_a = DOT * z_bar[t] * b + cross(b, c) + s * b;
  let of_b = DOT * z_bar[t] * a + cross(c, a) + s * a;
  x1_bar[3u * row] = of_a.x;
  x1_bar[3u * row + 1u] = of_a.y;
  x1_bar[3u * row + 2u] = of_a.z;
  x2_bar[3u * row] = of_b.x;
  x2_bar[3u * row + 1u] = of_b.y;
  x2_bar[3u * row + 2u] = of_b.z;
}
