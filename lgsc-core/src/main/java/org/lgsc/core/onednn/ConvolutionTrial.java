package org.lgsc.core.onednn;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;

/**
 * Runs an operation of a convolution once, on made-up maps and weights between fences, and compares
 * some of the elements that it writes with sums taken in Java.
 *
 * @param pass what the operation computes
 * @param reference what it should be
 * @param onto whether the result is added to what stands there
 * @param activation that follows
 */
record ConvolutionTrial(
        Pass pass,
        ConvolutionReference reference,
        boolean onto,
        Elementwise.Activation activation) {
    /** One of the three products of a convolution. */
    enum Pass {
        /** The convolved map. */
        FORWARD(dnnl.DNNL_ARG_SRC, dnnl.DNNL_ARG_DST, dnnl.DNNL_ARG_WEIGHTS),
        /** Gradient of the input. */
        INPUT_GRADIENT(dnnl.DNNL_ARG_DIFF_SRC, dnnl.DNNL_ARG_DIFF_DST, dnnl.DNNL_ARG_WEIGHTS),
        /** Gradient of the weights. */
        WEIGHT_GRADIENT(dnnl.DNNL_ARG_SRC, dnnl.DNNL_ARG_DIFF_DST, dnnl.DNNL_ARG_DIFF_WEIGHTS);

        private final int input;
        private final int output;
        private final int weights;

        Pass(int input, int output, int weights) {
            this.input = input;
            this.output = output;
            this.weights = weights;
        }
    }

    /** Few: sums in Java are what a trial costs, and a program has some sixty of them. */
    private static final int MAP_SAMPLES = 3;

    /** Each is a sum over all pixels of the batch. */
    private static final int WEIGHT_SAMPLES = 3;

    /** Working memory was seen to be overrun by as many times its size as a vector has floats. */
    private static final int WORKING_MEMORY_MARGIN = 16;

    /** As far as that goes in inputs of the largest side; more only costs time. */
    private static final long WIDEST_MARGIN = 1 << 20;

    /** One that is added to nothing, and after which nothing follows. */
    static ConvolutionTrial of(Pass pass, Convolution.Geometry geometry, MapLayout layout) {
        return new ConvolutionTrial(
                pass,
                new ConvolutionReference(geometry, layout, layout),
                false,
                Elementwise.Activation.NONE);
    }

    /**
     * What the operation does wrong; null when nothing.
     *
     * @param call bound to nothing, before and after
     * @param weights layout of its weights or of their gradient
     */
    String fault(Call call, memory.desc weights) {
        Map<Integer, Fence> fences = new HashMap<>();
        try {
            call.arguments()
                    .forEach((key, argument) -> fences.put(key, fence(key, argument.get_desc())));
            fences.forEach((key, fence) -> call.bind(key, fence.address()));
            fill(fences, weights);
            call.execute();
            if (!fences.values().stream().allMatch(Fence::isWhole)) {
                return "writes outside its memory";
            }
            return isRight(fences, weights) ? null : "computes something else";
        } finally {
            fences.keySet().forEach(key -> call.bind(key, 0));
            fences.values().forEach(Fence::close);
        }
    }

    private static Fence fence(int key, memory.desc description) {
        long bytes = description.get_size();
        long wide = key == dnnl.DNNL_ARG_SCRATCHPAD ? WORKING_MEMORY_MARGIN * bytes : 0;
        long margin = Math.max(Fence.MARGIN, Math.min(wide, WIDEST_MARGIN));
        return new Fence(bytes, margin / Fence.ALIGNMENT * Fence.ALIGNMENT);
    }

    private void fill(Map<Integer, Fence> fences, memory.desc weights) {
        MadeUp.INPUT.fill(fences.get(pass.input).address(), product(reference.inputShape()));
        MadeUp.OUTPUT.fill(fences.get(pass.output).address(), product(reference.outputShape()));
        if (fences.containsKey(dnnl.DNNL_ARG_BIAS)) {
            MadeUp.BIAS.fill(fences.get(dnnl.DNNL_ARG_BIAS).address(), reference.outputShape()[1]);
        }
        long[] shape = reference.weightShape();
        try (Fence plain = new Fence(Float.BYTES * product(shape), Fence.MARGIN)) {
            MadeUp.WEIGHTS.fill(plain.address(), product(shape));
            Reorder.of("weights, reorder", Shapes.dense(shape), weights)
                    .run(plain.address(), fences.get(pass.weights).address());
        }
    }

    private static long product(long[] shape) {
        return shape[0] * shape[1] * shape[2] * shape[3];
    }

    private boolean isRight(Map<Integer, Fence> fences, memory.desc weights) {
        boolean bias = fences.containsKey(dnnl.DNNL_ARG_BIAS);
        return switch (pass) {
            case FORWARD ->
                    agree(
                            fences.get(pass.output).address(),
                            reference.output(),
                            reference.outputShape(),
                            MAP_SAMPLES,
                            at -> reference.output(at, bias, onto));
            case INPUT_GRADIENT ->
                    agree(
                            fences.get(pass.input).address(),
                            reference.input(),
                            reference.inputShape(),
                            MAP_SAMPLES,
                            reference::inputGradient);
            case WEIGHT_GRADIENT -> weightsAgree(fences.get(pass.weights).address(), weights);
        };
    }

    private boolean weightsAgree(long address, memory.desc weights) {
        long[] shape = reference.weightShape();
        try (Fence plain = new Fence(Float.BYTES * product(shape), Fence.MARGIN)) {
            Reorder.of("weights, reorder", weights, Shapes.dense(shape))
                    .run(address, plain.address());
            return agree(
                    plain.address(),
                    MapLayout.PLANES,
                    shape,
                    WEIGHT_SAMPLES,
                    reference::weightGradient);
        }
    }

    /** The sum that an element should be. */
    private interface Expected {
        ConvolutionReference.Sum at(long[] element);
    }

    private boolean agree(
            long address, MapLayout layout, long[] shape, int samples, Expected expected) {
        Random random = new Random(3);
        for (int i = 0; i < samples; i++) {
            long[] at = element(shape, i, random);
            float found = Memory.get(address, layout.index(shape, at));
            if (!expected.at(at).agrees(found, activation)) {
                return false;
            }
        }
        return true;
    }

    /** The first element, the last one, then any. */
    private static long[] element(long[] shape, int sample, Random random) {
        long[] element = new long[shape.length];
        for (int d = 0; d < shape.length; d++) {
            element[d] =
                    switch (sample) {
                        case 0 -> 0;
                        case 1 -> shape[d] - 1;
                        default -> random.nextInt((int) shape[d]);
                    };
        }
        return element;
    }
}
