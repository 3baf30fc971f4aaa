/* Scalar and cross product of two vectors in C, float32, over the protocol `frames`.
 *
 * Each request is a little-endian uint32, a JSON header of that length and the arrays x1[batch][3], x2[batch][3]; the answer has
 * the same form with out[batch][4]. Of the header only "batch" is needed. Build: cc -O2 -o c_cross c_cross.c -lm
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void product(const float *x, const float *y, float *out) {
    const float a = 1 / sqrtf(3), b = 1 / sqrtf(2);
    out[0] = a * (x[0] * y[0] + x[1] * y[1] + x[2] * y[2]);
    out[1] = b * (x[1] * y[2] - x[2] * y[1]);
    out[2] = b * (x[2] * y[0] - x[0] * y[2]);
    out[3] = b * (x[0] * y[1] - x[1] * y[0]);
}

/* Whole or nothing: a short read or write ends the program, and gauntlet says so. */
static void *take(size_t bytes) {
    void *data = malloc(bytes + 1);
    if (data == NULL || fread(data, 1, bytes, stdin) != bytes) exit(1);
    return data;
}

static void give(const void *data, size_t bytes) {
    if (fwrite(data, 1, bytes, stdout) != bytes) exit(1);
}

int main(void) {
    uint32_t length;
    puts("{\"ready\":true}");
    fflush(stdout);
    while (fread(&length, sizeof length, 1, stdin) == 1) {
        char *header = take(length);
        header[length] = 0;
        const char *found = strstr(header, "\"batch\":");
        size_t batch = found == NULL ? 0 : strtoul(found + strlen("\"batch\":"), NULL, 10);
        free(header);
        float *x1 = take(batch * 3 * sizeof *x1);
        float *x2 = take(batch * 3 * sizeof *x2);
        float *out = malloc(batch * 4 * sizeof *out + 1);
        if (out == NULL) return 1;
        for (size_t row = 0; row < batch; row++) product(x1 + 3 * row, x2 + 3 * row, out + 4 * row);
        const char answer[] = "{}";
        uint32_t size = sizeof answer - 1;
        give(&size, sizeof size);
        give(answer, size);
        give(out, batch * 4 * sizeof *out);
        fflush(stdout);
        free(x1), free(x2), free(out);
    }
    return 0;
}
