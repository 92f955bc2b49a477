package org.lgsc.core.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.core.backend.NativeThreads;
import org.lgsc.core.internal.onednn.Elementwise.Activation;

/** Norms, poolings, sums and copies are tried before they are used, as convolutions are. */
class OperationTrialTest {
    private static final long[] SHAPE = {2, 6, 5, 24};

    @BeforeEach
    void oneDnn() {
        assumeThat(OneDnn.available()).isTrue();
    }

    private static Implementations<binary.primitive_desc> sum() {
        memory.desc map = Shapes.dense(SHAPE);
        binary.desc wanted = new binary.desc(dnnl.algorithm.binary_add, map, map, map);
        return new Implementations<>(
                new binary.primitive_desc(wanted, Call.attributes(), OneDnn.engine()), wanted);
    }

    /**
     * @param room declared size of the result
     */
    private static Call sum(binary.primitive_desc description, memory.desc room) {
        return new Call("sum", new binary(description), description.scratchpad_desc())
                .argument(dnnl.DNNL_ARG_SRC_0, Shapes.dense(SHAPE))
                .argument(dnnl.DNNL_ARG_SRC_1, Shapes.dense(SHAPE))
                .argument(dnnl.DNNL_ARG_DST, room);
    }

    @Test
    void aWriteOutsideTheMemoryFails() {
        Call right = sum(sum().current(), Shapes.dense(SHAPE));
        assertThat(OperationTrial.fault(Expectations.sum(Activation.NONE), right)).isNull();
        Call tight = sum(sum().current(), Shapes.dense(2, 6, 5, 23));
        assertThat(OperationTrial.fault(Expectations.sum(Activation.NONE), tight))
                .isEqualTo("writes outside its memory");
    }

    @Test
    void wrongResultsFail() {
        Call call = sum(sum().current(), Shapes.dense(SHAPE));
        assertThat(OperationTrial.fault(Expectations.sum(Activation.RELU), call))
                .isEqualTo("computes wrong results");
        assertThat(OperationTrial.fault(Expectations::copy, call))
                .isEqualTo("computes wrong results");
    }

    @Test
    void theNextImplementationIsUsedAndOneIsRequired() {
        Implementations<binary.primitive_desc> all = sum();
        binary.primitive_desc description = all.current();
        String fastest = description.impl_info_str().getString();
        int[] built = {0};
        Call chosen =
                OperationTrial.first(
                        all,
                        d -> sum(d, built[0]++ == 0 ? shortOfOne() : Shapes.dense(SHAPE)),
                        Expectations.sum(Activation.NONE));
        assertThat(built[0]).isEqualTo(2);
        assertThat(description.impl_info_str().getString()).isNotEqualTo(fastest);
        assertThat(OperationTrial.fault(Expectations.sum(Activation.NONE), chosen)).isNull();
        assertThatThrownBy(
                        () ->
                                OperationTrial.first(
                                        sum(),
                                        d -> sum(d, shortOfOne()),
                                        Expectations.sum(Activation.NONE)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no implementation of \"sum\"")
                .hasMessageContaining("-D" + OneDnn.SWITCH + "=false");
    }

    /** Threads that wait within a run spin as long as another process occupies a core. */
    @Test
    void normsOfSeveralThreadsHaveNoBarriers() {
        int threads = NativeThreads.limit();
        batch_normalization_forward.desc wanted = statistics();
        String fastest = new Implementations<>(describe(wanted), wanted).name();
        assumeThat(fastest).startsWith("bnorm_jit");
        try {
            NativeThreads.limit(2);
            assertThat(Implementations.withoutBarriers(() -> describe(wanted), wanted).name())
                    .startsWith("bnorm_tbb_jit");
            NativeThreads.limit(1);
            assertThat(Implementations.withoutBarriers(() -> describe(wanted), wanted).name())
                    .isEqualTo(fastest);
        } finally {
            NativeThreads.limit(threads);
        }
    }

    private static batch_normalization_forward.desc statistics() {
        return new batch_normalization_forward.desc(
                dnnl.prop_kind.forward_inference.value,
                WideNormalisation.rows(new long[] {1, 24, 24, 16}, 1),
                1e-5f,
                WideNormalisation.flags(true));
    }

    private static batch_normalization_forward.primitive_desc describe(
            batch_normalization_forward.desc wanted) {
        return new batch_normalization_forward.primitive_desc(
                wanted, Call.attributes(), OneDnn.engine());
    }

    private static memory.desc shortOfOne() {
        return Shapes.dense(SHAPE[0], SHAPE[1], SHAPE[2], SHAPE[3] - 1);
    }

    /** Expectations are correct for every kind of operation: none of oneDNN's is rejected. */
    @ParameterizedTest
    @CsvSource({"8, 1, 1", "16, 7, 5", "24, 12, 9", "33, 1, 40", "64, 28, 28"})
    void correctOperationsPass(int channels, int height, int width) {
        long[] nhwc = {3, height, width, channels};
        for (boolean perSample : new boolean[] {true, false}) {
            for (boolean relu : new boolean[] {true, false}) {
                assertThat(new WideNormalisation(nhwc, perSample, 1e-5, relu)).isNotNull();
            }
        }
        for (Activation activation : Activation.values()) {
            assertThat(new Elementwise(nhwc, activation)).isNotNull();
        }
        assertThat(Pooling.max(nhwc, 3, 2, 1)).isNotNull();
        assertThat(Pooling.max(nhwc, 1, 2, 0)).isNotNull();
        assertThat(Pooling.mean(nhwc)).isNotNull();
        assertThat(new Channels(nhwc, new long[] {3, height, width, 5})).isNotNull();
        assertThat(new LayoutChange(new long[] {3, channels, height, width})).isNotNull();
    }

    /** Copies round as {@link Numbers} do. */
    @ParameterizedTest
    @EnumSource(Numbers.class)
    void copiesChangeTheType(Numbers numbers) {
        for (MapLayout layout : MapLayout.values()) {
            memory.desc floats = layout.describe(2, 32, 5, 7);
            memory.desc others = layout.describe(2, 32, 5, 7, numbers);
            assertThat(Reorder.of("copy", floats, others)).isNotNull();
            assertThat(Reorder.of("copy", others, floats)).isNotNull();
        }
    }

    /** Scaled by one number, or by one for each first index, like weights. */
    @ParameterizedTest
    @EnumSource(
            value = Numbers.class,
            names = {"UINT8", "INT8"})
    void copiesScale(Numbers numbers) {
        memory.desc floats = Shapes.dense(4, 32, 5, 7);
        memory.desc whole = Shapes.dense(numbers, 4, 32, 5, 7);
        assertThat(Reorder.scaled("copy", floats, whole, 0, 200)).isNotNull();
        assertThat(Reorder.scaled("copy", whole, floats, 0, 0.01f)).isNotNull();
        assertThat(Reorder.scaled("copy", floats, whole, 1, 100, 150, 200, 250)).isNotNull();
        assertThat(
                        OperationTrial.fault(
                                arguments -> Expectations.copy(arguments, new float[] {100}),
                                Reorder.scaled("copy", floats, whole, 0, 200).call()))
                .isEqualTo("computes wrong results");
    }

    @ParameterizedTest
    @CsvSource({
        "BFLOAT16, 1.0, 1.0",
        "BFLOAT16, 1.00390625, 1.0", // half way: to the even one
        "BFLOAT16, 1.01171875, 1.015625",
        "BFLOAT16, -3.1415927, -3.140625",
        "UINT8, 3.4, 3",
        "UINT8, 300, 255",
        "UINT8, -7, 0",
        "INT8, -3.6, -4",
        "INT8, -300, -128",
        "FLOAT32, 0.1, 0.10000000149011612"
    })
    void numbersAreReadAsTheyWereWritten(Numbers numbers, double number, double stored) {
        try (Fence fence = new Fence(8, Fence.MARGIN)) {
            numbers.write(new double[] {0, number}, fence.address());
            assertThat(numbers.reader(fence.address(), 2).applyAsDouble(1)).isEqualTo(stored);
            assertThat(numbers.nearest(number)).isEqualTo(stored);
            assertThat(fence.isWhole()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PIXELS", "BLOCKS", "PLANES"})
    void elementsAreFoundInEveryLayout(MapLayout layout) {
        long[] shape = {2, layout.stored(20), 3, 4};
        memory.desc description = layout.describe(shape[0], shape[1], shape[2], shape[3]);
        float[] numbers = new float[(int) (shape[0] * shape[1] * shape[2] * shape[3])];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        Elements elements = new Elements(description);
        assertThat(elements.bytes()).isEqualTo(4L * numbers.length);
        try (Fence fence = new Fence(elements.bytes(), Fence.MARGIN)) {
            Memory.copy(numbers, fence.address());
            elements.lieAt(fence.address());
            for (long[] at : elements.samples(20)) {
                assertThat(elements.at(at)).isEqualTo(layout.index(shape, at));
            }
        }
    }
}
