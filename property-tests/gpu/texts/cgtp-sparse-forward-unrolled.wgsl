// cgtp-sparse, forward: z = Σ over paths of t · w3j · x · y
// cgtp: the full tensor product: each path with a weight of its own
// outer products of each pair of degrees, contracted with the non-zero coupling entries of each path
// degrees: left 0+1, right 0+1, out 0+1+2; parities are ignored
// 43 terms in 25 rows, unrolled; one invocation for each row of the batch, 64 rows together.

@group(0) @binding(0) var<storage, read> x : array<f32>;  // [rows, 4]
@group(0) @binding(1) var<storage, read> y : array<f32>;  // [rows, 4]
@group(0) @binding(2) var<storage, read_write> z : array<f32>;  // [rows, 9]
@group(0) @binding(3) var<uniform> batch : Batch;

struct Batch { rows : u32, channels : u32 }

const ROWS = 64u;
const STRIDE = 9u;  // words of a row in tile; odd, so that rows lie in different banks
var<workgroup> tile : array<f32, ROWS * STRIDE>;

const k0 = 1.0f;  // 1
const k1 = 0x1.279a74p-1f;  // √(1/3)
const k10 = 0x1.a20bd8p-2f;  // √(1/6)
const k11 = -0x1.a20bd8p-2f;  // -√(1/6)
const k16 = -0x1.75e974p-3f;  // -√(1/30)
const k17 = -0x1.43d136p-2f;  // -√(1/10)
const k18 = 0x1.43d136p-2f;  // √(1/10)
const k21 = 0x1.75e974p-2f;  // √(2/15)

@compute @workgroup_size(ROWS)
fn multiply(@builtin(workgroup_id) group : vec3u, @builtin(local_invocation_index) lane : u32) {
  let first = group.x * ROWS;
  if (first >= batch.rows) { return; }
  let count = min(ROWS, batch.rows - first);
  for (var k = lane; k < count * 4u; k += ROWS) { tile[(k / 4u) * STRIDE + 0u + k % 4u] = x[first * 4u + k]; }
  for (var k = lane; k < count * 4u; k += ROWS) { tile[(k / 4u) * STRIDE + 4u + k % 4u] = y[first * 4u + k]; }
  workgroupBarrier();
  if (lane < count) {
    let own = lane * STRIDE;
    let x_0_0 = tile[own + 0u];
    let x_1_n1 = tile[own + 1u];
    let x_1_0 = tile[own + 2u];
    let x_1_p1 = tile[own + 3u];
    let y_0_0 = tile[own + 4u];
    let y_1_n1 = tile[own + 5u];
    let y_1_0 = tile[own + 6u];
    let y_1_p1 = tile[own + 7u];
    let r0 = x_0_0 * y_0_0;
    let r1 = x_0_0 * y_1_n1;
    let r2 = x_0_0 * y_1_0;
    let r3 = x_0_0 * y_1_p1;
    let r4 = x_1_n1 * y_0_0;
    let r5 = x_1_0 * y_0_0;
    let r6 = x_1_p1 * y_0_0;
    let r7 = x_1_n1 * y_1_n1;
    let r8 = x_1_n1 * y_1_0;
    let r9 = x_1_n1 * y_1_p1;
    let r10 = x_1_0 * y_1_n1;
    let r11 = x_1_0 * y_1_0;
    let r12 = x_1_0 * y_1_p1;
    let r13 = x_1_p1 * y_1_n1;
    let r14 = x_1_p1 * y_1_0;
    let r15 = x_1_p1 * y_1_p1;
    let r16 = k0 * r0 + k1 * r7 + k1 * r11 + k1 * r15;
    let r17 = k1 * r3 + k1 * r6 + k10 * r8 + k11 * r10;
    let r18 = k1 * r2 + k1 * r5 + k11 * r9 + k10 * r13;
    let r19 = k1 * r1 + k1 * r4 + k10 * r12 + k11 * r14;
    let r20 = k18 * r8 + k18 * r10;
    let r21 = k18 * r9 + k18 * r13;
    let r22 = k18 * r12 + k18 * r14;
    let r23 = k16 * r7 + k21 * r11 + k16 * r15;
    let r24 = k17 * r7 + k18 * r15;
    tile[own + 0u] = r16;  // z_0_0
    tile[own + 1u] = r19;  // z_1_n1
    tile[own + 2u] = r18;  // z_1_0
    tile[own + 3u] = r17;  // z_1_p1
    tile[own + 4u] = r21;  // z_2_n2
    tile[own + 5u] = r20;  // z_2_n1
    tile[own + 6u] = r23;  // z_2_0
    tile[own + 7u] = r22;  // z_2_p1
    tile[own + 8u] = r24;  // z_2_p2
  }
  workgroupBarrier();
  for (var k = lane; k < count * 9u; k += ROWS) { z[first * 9u + k] = tile[(k / 9u) * STRIDE + 0u + k % 9u]; }
}
