// vstp-grid, forward: z = Σ over paths of t · w3j · x · y
// vstp: the pointwise cross product of two vector fields on the sphere
// vector harmonics to Cartesian components, three separable transforms a side, cross products of values, and back
// degrees: left 0+1, right 0+1, out 0+1+2; parities are ignored
// 1242 terms in 383 rows over 122 slots, from a table; one invocation for each row of the batch.

@group(0) @binding(0) var<storage, read> x : array<f32>;  // [rows, 4]
@group(0) @binding(1) var<storage, read> y : array<f32>;  // [rows, 4]
@group(0) @binding(2) var<storage, read_write> z : array<f32>;  // [rows, 9]
@group(0) @binding(3) var<uniform> batch : Batch;
@group(0) @binding(4) var<storage, read> table : array<u32>;
@group(0) @binding(5) var<storage, read_write> slots : array<f32>;  // [slots, stride]

// A part of a table: its rows end at word `end`; the first loads the inputs, the last stores the outputs.
struct Batch { rows : u32, channels : u32, stride : u32, end : u32, load : u32, store : u32 }

const ROWS = 64u;

// Where row `row` of the batch has a slot.
fn place(slot : u32, row : u32) -> u32 { return slot * batch.stride + row; }

@compute @workgroup_size(ROWS)
fn multiply(@builtin(global_invocation_id) id : vec3u) {
  let row = id.x;
  if (row >= batch.rows) { return; }
  if (batch.load == 1u) {
    slots[place(0u, row)] = 0.0;
    slots[place(1u, row)] = 1.0;
    for (var k = 0u; k < 4u; k++) { slots[place(2u + k, row)] = x[row * 4u + k]; }
    for (var k = 0u; k < 4u; k++) { slots[place(6u + k, row)] = y[row * 4u + k]; }
  }
  var p = 0u;
  while (p < batch.end) {
    let to = place(table[p], row);
    let runs = table[p + 2u];
    var sum = 0.0;
    if (table[p + 1u] == 1u) { sum = slots[to]; }
    p += 3u;
    for (var run = 0u; run < runs; run++) {
      let kind = table[p];
      let count = table[p + 1u];
      p += 2u;
      switch kind {
        case 0u: {  // a
          for (var k = 0u; k < count; k++) { sum += slots[place(table[p], row)]; p += 1u; }
        }
        case 1u: {  // −a
          for (var k = 0u; k < count; k++) { sum -= slots[place(table[p], row)]; p += 1u; }
        }
        case 2u: {  // k·a
          for (var k = 0u; k < count; k++) { sum += bitcast<f32>(table[p + 1u]) * slots[place(table[p], row)]; p += 2u; }
        }
        case 3u: {  // a·b
          for (var k = 0u; k < count; k++) { sum += slots[place(table[p], row)] * slots[place(table[p + 1u], row)]; p += 2u; }
        }
        case 4u: {  // −a·b
          for (var k = 0u; k < count; k++) { sum -= slots[place(table[p], row)] * slots[place(table[p + 1u], row)]; p += 2u; }
        }
        case 5u: {  // a·b + c·d
          for (var k = 0u; k < count; k++) { sum += slots[place(table[p], row)] * slots[place(table[p + 1u], row)] + slots[place(table[p + 2u], row)] * slots[place(table[p + 3u], row)]; p += 4u; }
        }
        case 6u: {  // a·b − c·d
          for (var k = 0u; k < count; k++) { sum += slots[place(table[p], row)] * slots[place(table[p + 1u], row)] - slots[place(table[p + 2u], row)] * slots[place(table[p + 3u], row)]; p += 4u; }
        }
        default: {}
      }
    }
    slots[to] = sum;
  }
  if (batch.store == 1u) {
    for (var k = 0u; k < 9u; k++) { z[row * 9u + k] = slots[place(table[batch.end + 0u + k], row)]; }
  }
}
