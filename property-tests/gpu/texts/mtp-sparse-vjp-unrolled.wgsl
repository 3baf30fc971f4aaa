// mtp-sparse, vjp: x_bar, y_bar: the gradients of Σ z_bar·z by x and y, where z = Σ over paths of t · w3j · x · y
// mtp: irreps as (2j+1)×(2j+1) matrices, multiplied
// embedding and projection by the non-zero matrix entries, one dense matrix product (one for each pair of parities in O(3))
// degrees: left 0+1, right 0+1, out 0+1+2; parities are ignored
// 110 terms in 53 rows, unrolled; one invocation for each row of the batch, 64 rows together.

@group(0) @binding(0) var<storage, read> x : array<f32>;  // [rows, 4]
@group(0) @binding(1) var<storage, read> y : array<f32>;  // [rows, 4]
@group(0) @binding(2) var<storage, read> z_bar : array<f32>;  // [rows, 9]
@group(0) @binding(3) var<storage, read_write> x_bar : array<f32>;  // [rows, 4]
@group(0) @binding(4) var<storage, read_write> y_bar : array<f32>;  // [rows, 4]
@group(0) @binding(5) var<uniform> batch : Batch;

struct Batch { rows : u32, channels : u32 }

const ROWS = 64u;
const STRIDE = 17u;  // words of a row in tile; odd, so that rows lie in different banks
var<workgroup> tile : array<f32, ROWS * STRIDE>;

const k0 = 0x1.279a74p-1f;  // √(1/3)
const k3 = -0x1.6a09e6p-1f;  // -√(1/2)
const k4 = 0x1.6a09e6p-1f;  // √(1/2)
const k31 = 0x1.a20bd8p-2f;  // √(1/6)
const k32 = -0x1.a20bd8p-1f;  // -√(2/3)

@compute @workgroup_size(ROWS)
fn multiply(@builtin(workgroup_id) group : vec3u, @builtin(local_invocation_index) lane : u32) {
  let first = group.x * ROWS;
  if (first >= batch.rows) { return; }
  let count = min(ROWS, batch.rows - first);
  for (var k = lane; k < count * 4u; k += ROWS) { tile[(k / 4u) * STRIDE + 0u + k % 4u] = x[first * 4u + k]; }
  for (var k = lane; k < count * 4u; k += ROWS) { tile[(k / 4u) * STRIDE + 4u + k % 4u] = y[first * 4u + k]; }
  for (var k = lane; k < count * 9u; k += ROWS) { tile[(k / 9u) * STRIDE + 8u + k % 9u] = z_bar[first * 9u + k]; }
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
    let z_bar_0_0 = tile[own + 8u];
    let z_bar_1_n1 = tile[own + 9u];
    let z_bar_1_0 = tile[own + 10u];
    let z_bar_1_p1 = tile[own + 11u];
    let z_bar_2_n2 = tile[own + 12u];
    let z_bar_2_n1 = tile[own + 13u];
    let z_bar_2_0 = tile[own + 14u];
    let z_bar_2_p1 = tile[own + 15u];
    let z_bar_2_p2 = tile[own + 16u];
    let r0 = k0 * x_0_0;
    let r1 = k0 * x_0_0;
    let r2 = k0 * x_0_0;
    let r3 = k3 * x_1_n1;
    let r4 = k4 * x_1_n1;
    let r5 = k4 * x_1_0;
    let r6 = k3 * x_1_0;
    let r7 = k3 * x_1_p1;
    let r8 = k4 * x_1_p1;
    let r9 = k0 * y_0_0;
    let r10 = k0 * y_0_0;
    let r11 = k0 * y_0_0;
    let r12 = k3 * y_1_n1;
    let r13 = k4 * y_1_n1;
    let r14 = k4 * y_1_0;
    let r15 = k3 * y_1_0;
    let r16 = k3 * y_1_p1;
    let r17 = k4 * y_1_p1;
    let r18 = k3 * z_bar_2_n1 + k4 * z_bar_1_p1;
    let r19 = k3 * z_bar_2_n1 + k3 * z_bar_1_p1;
    let r20 = k3 * z_bar_2_n2 + k3 * z_bar_1_0;
    let r21 = k3 * z_bar_2_n2 + k4 * z_bar_1_0;
    let r22 = k3 * z_bar_2_p1 + k4 * z_bar_1_n1;
    let r23 = k3 * z_bar_2_p1 + k3 * z_bar_1_n1;
    let r24 = k3 * z_bar_2_p2 + k31 * z_bar_2_0 + k0 * z_bar_0_0;
    let r25 = k32 * z_bar_2_0 + k0 * z_bar_0_0;
    let r26 = k4 * z_bar_2_p2 + k31 * z_bar_2_0 + k0 * z_bar_0_0;
    let r27 = r11 * r24 + r13 * r22 + r15 * r20;
    let r28 = r12 * r24 + r10 * r22 + r17 * r20;
    let r29 = r14 * r24 + r16 * r22 + r9 * r20;
    let r30 = r11 * r23 + r13 * r25 + r15 * r18;
    let r31 = r12 * r23 + r10 * r25 + r17 * r18;
    let r32 = r14 * r23 + r16 * r25 + r9 * r18;
    let r33 = r2 * r24 + r3 * r23 + r5 * r21;
    let r34 = r4 * r24 + r1 * r23 + r7 * r21;
    let r35 = r6 * r24 + r8 * r23 + r0 * r21;
    let r36 = r2 * r22 + r3 * r25 + r5 * r19;
    let r37 = r4 * r22 + r1 * r25 + r7 * r19;
    let r38 = r6 * r22 + r8 * r25 + r0 * r19;
    let r39 = r11 * r21 + r13 * r19 + r15 * r26;
    let r40 = r2 * r20 + r3 * r18 + r5 * r26;
    let r41 = r12 * r21 + r10 * r19 + r17 * r26;
    let r42 = r4 * r20 + r1 * r18 + r7 * r26;
    let r43 = r14 * r21 + r16 * r19 + r9 * r26;
    let r44 = r6 * r20 + r8 * r18 + r0 * r26;
    let r45 = k4 * r42 + k3 * r38;
    let r46 = k3 * r40 + k4 * r35;
    let r47 = k4 * r36 + k3 * r34;
    let r48 = k0 * r33 + k0 * r37 + k0 * r44;
    let r49 = k4 * r32 + k3 * r41;
    let r50 = k3 * r29 + k4 * r39;
    let r51 = k4 * r28 + k3 * r30;
    let r52 = k0 * r27 + k0 * r31 + k0 * r43;
    tile[own + 0u] = r52;  // x_bar_0_0
    tile[own + 1u] = r51;  // x_bar_1_n1
    tile[own + 2u] = r50;  // x_bar_1_0
    tile[own + 3u] = r49;  // x_bar_1_p1
    tile[own + 4u] = r48;  // y_bar_0_0
    tile[own + 5u] = r47;  // y_bar_1_n1
    tile[own + 6u] = r46;  // y_bar_1_0
    tile[own + 7u] = r45;  // y_bar_1_p1
  }
  workgroupBarrier();
  for (var k = lane; k < count * 4u; k += ROWS) { x_bar[first * 4u + k] = tile[(k / 4u) * STRIDE + 0u + k % 4u]; }
  for (var k = lane; k < count * 4u; k += ROWS) { y_bar[first * 4u + k] = tile[(k / 4u) * STRIDE + 4u + k % 4u]; }
}
