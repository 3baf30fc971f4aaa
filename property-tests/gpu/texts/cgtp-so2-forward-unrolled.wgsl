// cgtp-so2, forward: the product with the harmonics of a direction; turning holds the matrices D of the rotation to it
// x turned so that the direction is polar, each order pair ±m through its 2×2 blocks, and the result turned back
// degrees: left 0+1, right 0+1, out 0+1+2; parities are ignored
// 56 terms in 20 rows, unrolled; one invocation for each row of the batch, 64 rows together.

@group(0) @binding(0) var<storage, read> x : array<f32>;  // [rows, 4]
@group(0) @binding(1) var<storage, read> turning : array<f32>;  // [rows / channels, 35]
@group(0) @binding(2) var<storage, read_write> z : array<f32>;  // [rows, 9]
@group(0) @binding(3) var<uniform> batch : Batch;

struct Batch { rows : u32, channels : u32 }

const ROWS = 64u;
const STRIDE = 9u;  // words of a row in tile; odd, so that rows lie in different banks
var<workgroup> tile : array<f32, ROWS * STRIDE>;

const k0 = 0x1.20dd76p-2f;  // √(1/(4π))
const k3 = 0x1.4d8d7ap-3f;  // √(1/(12π))
const k5 = -0x1.988454p-3f;  // -√(1/(8π))
const k6 = 0x1.6d637cp-3f;  // √(1/(10π))
const k7 = 0x1.3c6f92p-3f;  // √(3/(40π))
const k8 = 0x1.988454p-3f;  // −k5

@compute @workgroup_size(ROWS)
fn multiply(@builtin(workgroup_id) group : vec3u, @builtin(local_invocation_index) lane : u32) {
  let first = group.x * ROWS;
  if (first >= batch.rows) { return; }
  let count = min(ROWS, batch.rows - first);
  for (var k = lane; k < count * 4u; k += ROWS) { tile[(k / 4u) * STRIDE + 0u + k % 4u] = x[first * 4u + k]; }
  workgroupBarrier();
  if (lane < count) {
    let own = lane * STRIDE;
    let x_0_0 = tile[own + 0u];
    let x_1_n1 = tile[own + 1u];
    let x_1_0 = tile[own + 2u];
    let x_1_p1 = tile[own + 3u];
    let turning_0_0_0 = turning[((first + lane) / batch.channels) * 35u + 0u];
    let turning_1_n1_n1 = turning[((first + lane) / batch.channels) * 35u + 1u];
    let turning_1_n1_0 = turning[((first + lane) / batch.channels) * 35u + 2u];
    let turning_1_n1_p1 = turning[((first + lane) / batch.channels) * 35u + 3u];
    let turning_1_0_n1 = turning[((first + lane) / batch.channels) * 35u + 4u];
    let turning_1_0_0 = turning[((first + lane) / batch.channels) * 35u + 5u];
    let turning_1_0_p1 = turning[((first + lane) / batch.channels) * 35u + 6u];
    let turning_1_p1_n1 = turning[((first + lane) / batch.channels) * 35u + 7u];
    let turning_1_p1_0 = turning[((first + lane) / batch.channels) * 35u + 8u];
    let turning_1_p1_p1 = turning[((first + lane) / batch.channels) * 35u + 9u];
    let turning_2_n2_n2 = turning[((first + lane) / batch.channels) * 35u + 10u];
    let turning_2_n2_n1 = turning[((first + lane) / batch.channels) * 35u + 11u];
    let turning_2_n2_0 = turning[((first + lane) / batch.channels) * 35u + 12u];
    let turning_2_n2_p1 = turning[((first + lane) / batch.channels) * 35u + 13u];
    let turning_2_n2_p2 = turning[((first + lane) / batch.channels) * 35u + 14u];
    let turning_2_n1_n2 = turning[((first + lane) / batch.channels) * 35u + 15u];
    let turning_2_n1_n1 = turning[((first + lane) / batch.channels) * 35u + 16u];
    let turning_2_n1_0 = turning[((first + lane) / batch.channels) * 35u + 17u];
    let turning_2_n1_p1 = turning[((first + lane) / batch.channels) * 35u + 18u];
    let turning_2_n1_p2 = turning[((first + lane) / batch.channels) * 35u + 19u];
    let turning_2_0_n2 = turning[((first + lane) / batch.channels) * 35u + 20u];
    let turning_2_0_n1 = turning[((first + lane) / batch.channels) * 35u + 21u];
    let turning_2_0_0 = turning[((first + lane) / batch.channels) * 35u + 22u];
    let turning_2_0_p1 = turning[((first + lane) / batch.channels) * 35u + 23u];
    let turning_2_0_p2 = turning[((first + lane) / batch.channels) * 35u + 24u];
    let turning_2_p1_n2 = turning[((first + lane) / batch.channels) * 35u + 25u];
    let turning_2_p1_n1 = turning[((first + lane) / batch.channels) * 35u + 26u];
    let turning_2_p1_0 = turning[((first + lane) / batch.channels) * 35u + 27u];
    let turning_2_p1_p1 = turning[((first + lane) / batch.channels) * 35u + 28u];
    let turning_2_p1_p2 = turning[((first + lane) / batch.channels) * 35u + 29u];
    let turning_2_p2_n2 = turning[((first + lane) / batch.channels) * 35u + 30u];
    let turning_2_p2_n1 = turning[((first + lane) / batch.channels) * 35u + 31u];
    let turning_2_p2_0 = turning[((first + lane) / batch.channels) * 35u + 32u];
    let turning_2_p2_p1 = turning[((first + lane) / batch.channels) * 35u + 33u];
    let turning_2_p2_p2 = turning[((first + lane) / batch.channels) * 35u + 34u];
    let r0 = turning_0_0_0 * x_0_0;
    let r1 = turning_1_n1_n1 * x_1_n1 + turning_1_0_n1 * x_1_0 + turning_1_p1_n1 * x_1_p1;
    let r2 = turning_1_n1_0 * x_1_n1 + turning_1_0_0 * x_1_0 + turning_1_p1_0 * x_1_p1;
    let r3 = turning_1_n1_p1 * x_1_n1 + turning_1_0_p1 * x_1_0 + turning_1_p1_p1 * x_1_p1;
    let r4 = k0 * r0 + k0 * r2;
    let r5 = k0 * r0 + k3 * r2;
    let r6 = k3 * r1 + k5 * r3;
    let r7 = k3 * r3 + k8 * r1;
    let r8 = k6 * r2;
    let r9 = k7 * r3;
    let r10 = k7 * r1;
    let r11 = turning_0_0_0 * r4;
    let r12 = turning_1_n1_n1 * r6 + turning_1_n1_0 * r5 + turning_1_n1_p1 * r7;
    let r13 = turning_1_0_n1 * r6 + turning_1_0_0 * r5 + turning_1_0_p1 * r7;
    let r14 = turning_1_p1_n1 * r6 + turning_1_p1_0 * r5 + turning_1_p1_p1 * r7;
    let r15 = turning_2_n2_n2 * 0.0f + turning_2_n2_n1 * r10 + turning_2_n2_0 * r8 + turning_2_n2_p1 * r9
      + turning_2_n2_p2 * 0.0f;
    let r16 = turning_2_n1_n2 * 0.0f + turning_2_n1_n1 * r10 + turning_2_n1_0 * r8 + turning_2_n1_p1 * r9
      + turning_2_n1_p2 * 0.0f;
    let r17 = turning_2_0_n2 * 0.0f + turning_2_0_n1 * r10 + turning_2_0_0 * r8 + turning_2_0_p1 * r9
      + turning_2_0_p2 * 0.0f;
    let r18 = turning_2_p1_n2 * 0.0f + turning_2_p1_n1 * r10 + turning_2_p1_0 * r8 + turning_2_p1_p1 * r9
      + turning_2_p1_p2 * 0.0f;
    let r19 = turning_2_p2_n2 * 0.0f + turning_2_p2_n1 * r10 + turning_2_p2_0 * r8 + turning_2_p2_p1 * r9
      + turning_2_p2_p2 * 0.0f;
    tile[own + 0u] = r11;  // z_0_0
    tile[own + 1u] = r12;  // z_1_n1
    tile[own + 2u] = r13;  // z_1_0
    tile[own + 3u] = r14;  // z_1_p1
    tile[own + 4u] = r15;  // z_2_n2
    tile[own + 5u] = r16;  // z_2_n1
    tile[own + 6u] = r17;  // z_2_0
    tile[own + 7u] = r18;  // z_2_p1
    tile[own + 8u] = r19;  // z_2_p2
  }
  workgroupBarrier();
  for (var k = lane; k < count * 9u; k += ROWS) { z[first * 9u + k] = tile[(k / 9u) * STRIDE + 0u + k % 9u]; }
}
