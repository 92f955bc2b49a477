package org.lgsc.core.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.primitive_desc;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lgsc.core.internal.onednn.Convolution.Geometry;
import org.lgsc.core.internal.onednn.ConvolutionReference.Types;
import org.lgsc.core.internal.onednn.ConvolutionTrial.Pass;

class TrialTest {
    /**
     * The operation that crashed the process in training with base width 8: the encoder's second
     * shortcut.
     */
    private static final Geometry SHORTCUT = new Geometry(4, 8, 56, 56, 16, 1, 2, 0, 0);

    @BeforeEach
    void oneDnn() {
        assumeThat(OneDnn.available()).isTrue();
    }

    private static convolution_forward.primitive_desc forward(Geometry geometry) {
        return new convolution_forward.primitive_desc(
                new convolution_forward.desc(
                        dnnl.prop_kind.forward_training,
                        dnnl.algorithm.convolution_direct,
                        geometry.input(),
                        geometry.weights(),
                        geometry.output(),
                        geometry.strides(),
                        geometry.paddingStart(),
                        geometry.paddingStop()),
                Call.attributes(),
                OneDnn.engine());
    }

    private static Implementations<convolution_backward_weights.primitive_desc> shortcut() {
        convolution_backward_weights.desc wanted =
                new convolution_backward_weights.desc(
                        dnnl.algorithm.convolution_direct,
                        SHORTCUT.input(),
                        SHORTCUT.weights(),
                        SHORTCUT.output(),
                        SHORTCUT.strides(),
                        SHORTCUT.paddingStart(),
                        SHORTCUT.paddingStop());
        convolution_forward.primitive_desc forward = forward(SHORTCUT);
        return new Implementations<>(
                new convolution_backward_weights.primitive_desc(
                        wanted, Call.attributes(), OneDnn.engine(), forward),
                wanted,
                forward);
    }

    private static Trial.Candidate candidate(
            convolution_backward_weights.primitive_desc description) {
        return new Trial.Candidate(
                new Call(
                                "shortcut",
                                new convolution_backward_weights(description),
                                description.scratchpad_desc())
                        .argument(dnnl.DNNL_ARG_SRC, SHORTCUT.input())
                        .argument(dnnl.DNNL_ARG_DIFF_DST, SHORTCUT.output())
                        .argument(dnnl.DNNL_ARG_DIFF_WEIGHTS, description.diff_weights_desc()),
                description.diff_weights_desc());
    }

    private static String name(primitive_desc description) {
        return description.impl_info_str().getString();
    }

    @Test
    void anImplementationThatWritesOutsideItsMemoryIsNotUsed() {
        Implementations<convolution_backward_weights.primitive_desc> all = shortcut();
        String fastest = name(all.current());
        assumeThat(fastest).isEqualTo("jit_1x1:avx512_common");
        ConvolutionTrial trial =
                ConvolutionTrial.of(Pass.WEIGHT_GRADIENT, SHORTCUT, MapLayout.PIXELS);

        Trial.Candidate first = candidate(all.current());
        assertThat(trial.fault(first.call(), first.weights()))
                .isEqualTo("writes outside its memory");

        List<String> tried = new ArrayList<>();
        Trial.Candidate chosen =
                Trial.require(
                        all,
                        d -> {
                            tried.add(name(d));
                            return candidate(d);
                        },
                        trial);
        assertThat(tried).hasSize(2).startsWith(fastest);
        assertThat(trial.fault(chosen.call(), chosen.weights())).isNull();
    }

    /** oneDNN reads the request through raw pointers. */
    @Test
    void theGarbageCollectorKeepsTheRequestOfImplementations() throws Exception {
        List<String> expected = names(shortcut(), () -> {});
        assertThat(expected).hasSizeGreaterThan(1);
        List<Pointer> others = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            assertThat(
                            names(
                                    shortcut(),
                                    () -> {
                                        System.gc();
                                        Thread.sleep(50); // JavaCPP frees in a thread of its own
                                        for (int i = 0; i < 2000; i++) {
                                            BytePointer bytes = new BytePointer(1400);
                                            Pointer.memset(bytes, 0x55, 1400);
                                            others.add(bytes);
                                        }
                                    }))
                    .isEqualTo(expected);
        }
        others.forEach(Pointer::close);
    }

    @FunctionalInterface
    private interface Between {
        void happens() throws Exception;
    }

    private static List<String> names(
            Implementations<convolution_backward_weights.primitive_desc> all, Between between)
            throws Exception {
        List<String> names = new ArrayList<>();
        do {
            names.add(name(all.current()));
            between.happens();
        } while (all.next());
        return names;
    }

    @Test
    void wrongResultsFailTheTrial() {
        Implementations<convolution_backward_weights.primitive_desc> all = shortcut();
        all.next();
        Trial.Candidate right = candidate(all.current());
        assertThat(
                        ConvolutionTrial.of(Pass.WEIGHT_GRADIENT, SHORTCUT, MapLayout.PIXELS)
                                .fault(right.call(), right.weights()))
                .isNull();
        assertThat(
                        new ConvolutionTrial(
                                        Pass.WEIGHT_GRADIENT,
                                        new ConvolutionReference(
                                                SHORTCUT, MapLayout.PIXELS, MapLayout.PLANES),
                                        null,
                                        Elementwise.Activation.NONE)
                                .fault(right.call(), right.weights()))
                .isEqualTo("computes wrong results");
    }

    @Test
    void aWriteOutsideTheMemoryBreaksItsFence() {
        try (Fence fence = new Fence(12, Fence.MARGIN)) {
            Memory.copy(new float[3], fence.address());
            assertThat(fence.isWhole()).isTrue();
            Memory.copy(new float[4], fence.address());
            assertThat(fence.isWhole()).isFalse();
        }
        try (Fence fence = new Fence(12, Fence.MARGIN)) {
            Memory.copy(new float[1], fence.address() - Float.BYTES);
            assertThat(fence.isWhole()).isFalse();
        }
    }

    @Test
    void aResizedFenceIsIntact() {
        try (Fence fence = new Fence(1 << 20, Fence.MARGIN)) {
            Memory.copy(new float[1 << 18], fence.address());
            fence.fit(12, Fence.MARGIN);
            assertThat(fence.isWhole()).isTrue();
            Memory.copy(new float[4], fence.address());
            assertThat(fence.isWhole()).isFalse();
            fence.fit(1 << 22, 2 * Fence.MARGIN);
            assertThat(fence.isWhole()).isTrue();
            Memory.copy(new float[1], fence.address() + (1 << 22) + 2 * Fence.MARGIN - 4);
            assertThat(fence.isWhole()).isFalse();
        }
    }

    /** Memory and its contents are kept between trials. */
    @Test
    void leftoversOfAnEarlierTrialDoNotPass() {
        Geometry both = new Geometry(2, 16, 8, 8, 16, 1, 1, 0, 0);
        ConvolutionTrial trial = ConvolutionTrial.of(Pass.FORWARD, both, MapLayout.PIXELS);
        for (int samples = 2; samples > 0; samples--) { // the second computes one of both maps
            convolution_forward.primitive_desc description =
                    forward(new Geometry(samples, 16, 8, 8, 16, 1, 1, 0, 0));
            Call call =
                    new Call(
                                    "forward",
                                    new convolution_forward(description),
                                    description.scratchpad_desc())
                            .argument(dnnl.DNNL_ARG_SRC, both.input())
                            .argument(dnnl.DNNL_ARG_WEIGHTS, description.weights_desc())
                            .argument(dnnl.DNNL_ARG_DST, both.output());
            assertThat(trial.fault(call, description.weights_desc()))
                    .isEqualTo(samples == 2 ? null : "computes wrong results");
        }
    }

    /** Forward, both gradients, and the gradient of the weights in either type. */
    @ParameterizedTest
    @CsvSource({"64, 64, 3, 1", "16, 32, 1, 2", "3, 8, 3, 1", "8, 3, 1, 1", "64, 128, 3, 2"})
    void convolutionsOfBfloat16PassTheirTrials(long from, long to, long kernel, long stride) {
        assumeThat(OneDnn.multiplies(Numbers.BFLOAT16)).isTrue();
        Geometry geometry =
                new Geometry(2, from, 16, 16, to, kernel, stride, kernel / 2, kernel / 2);
        Numbers half = Numbers.BFLOAT16;
        ConvolutionOperations operations = ConvolutionOperations.direct(geometry, MapLayout.PIXELS);
        for (Numbers result : new Numbers[] {half, Numbers.FLOAT32}) {
            assertThat(operations.forward(new Types(half, half, result))).isNotNull();
            assertThat(operations.inputGradient(new Types(result, half, half), "gradient"))
                    .isNotNull();
            assertThat(operations.weightGradient(new Types(half, result, half))).isNotNull();
        }
    }

    /** A trial of one type does not count for another. */
    @Test
    void anotherNumberFormatFailsTheTrial() {
        Geometry geometry = new Geometry(1, 16, 8, 8, 16, 3, 1, 1, 1);
        Trial.Candidate floats =
                ConvolutionOperations.direct(geometry, MapLayout.PIXELS).forward(Types.FLOAT32);
        assertThat(
                        ConvolutionTrial.of(Pass.FORWARD, geometry, MapLayout.PIXELS, Types.FLOAT32)
                                .fault(floats.call(), floats.weights()))
                .isNull();
        assertThat(
                        ConvolutionTrial.of(
                                        Pass.FORWARD,
                                        geometry,
                                        MapLayout.PIXELS,
                                        new Types(
                                                Numbers.BFLOAT16, Numbers.FLOAT32, Numbers.FLOAT32))
                                .fault(floats.call(), floats.weights()))
                .isEqualTo("computes wrong results");
    }

    /**
     * All variants that a program needs: maps of either sign, sums with another map, float results,
     * up-convolutions.
     */
    @ParameterizedTest
    @CsvSource({
        "UINT8, UINT8, , RELU, false",
        "UINT8, INT8, , NONE, false",
        "UINT8, UINT8, INT8, RELU, false",
        "INT8, UINT8, UINT8, RELU, false",
        "INT8, FLOAT32, , NONE, false",
        "UINT8, FLOAT32, , NONE, true",
        "UINT8, UINT8, , RELU, true"
    })
    void integerConvolutionsPassTheirTrials(
            Numbers in, Numbers out, Numbers onto, Elementwise.Activation activation, boolean up) {
        assumeThat(OneDnn.multiplies(Numbers.INT8)).isTrue();
        for (long channels : new long[] {8, 16, 64}) {
            Geometry geometry =
                    up
                            ? UpConvolution.geometry(2, channels, 12, 12, 16)
                            : new Geometry(2, channels, 12, 12, 16, 3, 1, 1, 1);
            float[] scales = new float[16];
            Arrays.fill(scales, 0.01f);
            assertThat(
                            FusedOperations.of(
                                    new FusedConvolution(
                                            geometry,
                                            up,
                                            MapLayout.PIXELS,
                                            MapLayout.PIXELS,
                                            form(in),
                                            onto == null ? null : form(onto),
                                            form(out),
                                            activation),
                                    scales))
                    .as("%d channels", channels)
                    .isNotNull();
        }
    }

    private static Form form(Numbers numbers) {
        return numbers.isWhole() ? new Form(numbers, 0.02f) : new Form(numbers, 1);
    }

    @Test
    void aMapTooLargeToPlanIsProcessedByRows() {
        Geometry large = new Geometry(1, 1, 2048, 2048, 1, 1, 1, 0, 0);
        assertThat(large.plannable()).isEqualTo(new Geometry(2048, 1, 1, 2048, 1, 1, 1, 0, 0));
        Geometry largest = new Geometry(1, 1, 1024, 1024, 1, 1, 1, 0, 0);
        assertThat(largest.plannable()).isSameAs(largest);
        assertThat(
                        ConvolutionOperations.direct(large.plannable(), MapLayout.PIXELS)
                                .forward(Types.FLOAT32))
                .isNotNull();
    }
}
