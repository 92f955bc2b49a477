package org.lgsc.core.internal.onednn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/**
 * Runs an operation of a convolution once, on made-up maps and weights between fences, and compares
 * some of the elements that it writes with sums computed in Java.
 *
 * @param pass which product the operation computes
 * @param reference expected results
 * @param onto number format of the map to which the result is added and which it overwrites; null
 *     for none
 * @param activation activation of the result
 */
record ConvolutionTrial(
        Pass pass,
        ConvolutionReference reference,
        @Nullable Numbers onto,
        Elementwise.Activation activation) {
    /** One of the three products of a convolution. */
    enum Pass {
        /** The output map. */
        FORWARD(dnnl.DNNL_ARG_SRC, dnnl.DNNL_ARG_DST, dnnl.DNNL_ARG_WEIGHTS),
        /** Gradient of the input. */
        INPUT_GRADIENT(dnnl.DNNL_ARG_DIFF_SRC, dnnl.DNNL_ARG_DIFF_DST, dnnl.DNNL_ARG_WEIGHTS),
        /**
         * The same computation with a bias, as a separate operation; weights are [in, out, k, k].
         */
        TRANSPOSED(dnnl.DNNL_ARG_DST, dnnl.DNNL_ARG_SRC, dnnl.DNNL_ARG_WEIGHTS),
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

    /** Key of the memory for weights as [out, in, k, k]; not an argument of oneDNN. */
    private static final int PLAIN = -1;

    /**
     * Small, because sums in Java take most of the time of a trial, and a program has about sixty
     * trials.
     */
    private static final int MAP_SAMPLES = 3;

    /** Small, because each sample is a sum over all pixels of the batch. */
    private static final int WEIGHT_SAMPLES = 3;

    /**
     * Overruns of the working memory by as many times its size as a vector has floats have been
     * observed.
     */
    private static final int WORKING_MEMORY_MARGIN = 16;

    /** Largest possible overrun for inputs of the largest side; more would only take time. */
    private static final long WIDEST_MARGIN = 1 << 20;

    /** Trial of an operation without a sum or an activation. */
    static ConvolutionTrial of(Pass pass, Convolution.Geometry geometry, MapLayout layout) {
        return of(pass, geometry, layout, ConvolutionReference.Types.FLOAT32);
    }

    /** As {@link #of(Pass, Convolution.Geometry, MapLayout)}, with other number formats. */
    static ConvolutionTrial of(
            Pass pass,
            Convolution.Geometry geometry,
            MapLayout layout,
            ConvolutionReference.Types types) {
        return new ConvolutionTrial(
                pass,
                new ConvolutionReference(
                        geometry, layout, layout, types, ConvolutionReference.Scales.NONE),
                null,
                Elementwise.Activation.NONE);
    }

    /**
     * Returns the fault of an operation; null when it passes.
     *
     * @param call call whose arguments are not bound before and after
     * @param weights layout of its weights or of their gradient
     */
    @Nullable String fault(Call call, memory.desc weights) {
        return Fences.borrow(fences -> fault(call, weights, fences));
    }

    private @Nullable String fault(Call call, memory.desc weights, Fences fences) {
        Map<Integer, memory> arguments = call.arguments();
        try {
            arguments.forEach((key, memory) -> fence(key, memory, fences));
            fill(fences, weights, arguments.containsKey(dnnl.DNNL_ARG_BIAS));
            arguments.keySet().forEach(key -> call.bind(key, fences.address(key)));
            call.execute();
            if (!arguments.keySet().stream().allMatch(key -> fences.get(key).isWhole())) {
                return "writes outside its memory";
            }
            return isRight(fences, weights, arguments.containsKey(dnnl.DNNL_ARG_BIAS))
                    ? null
                    : "computes wrong results";
        } finally {
            arguments.keySet().forEach(key -> call.bind(key, 0));
        }
    }

    private void fence(int key, memory argument, Fences fences) {
        if (key == pass.weights && pass != Pass.WEIGHT_GRADIENT) {
            return; // created with its contents
        }
        long bytes = argument.get_desc().get_size();
        long wide = key == dnnl.DNNL_ARG_SCRATCHPAD ? WORKING_MEMORY_MARGIN * bytes : 0;
        long margin = Math.max(Fence.MARGIN, Math.min(wide, WIDEST_MARGIN));
        fences.fit(key, bytes, margin / Fence.ALIGNMENT * Fence.ALIGNMENT);
    }

    /**
     * Fills the inputs of the operation with made-up numbers, and marks its outputs, which may
     * still contain the right numbers of an earlier trial.
     */
    private void fill(Fences fences, memory.desc weights, boolean bias) {
        boolean backward = pass == Pass.INPUT_GRADIENT || pass == Pass.TRANSPOSED;
        if (backward) {
            mark(
                    fences.address(pass.input),
                    reference.input(),
                    reference.inputShape(),
                    types().input());
        } else {
            MadeUp.INPUT.fill(
                    fences.address(pass.input), product(reference.inputShape()), types().input());
        }
        if (pass == Pass.FORWARD && onto == null) {
            mark(
                    fences.address(pass.output),
                    reference.output(),
                    reference.outputShape(),
                    types().output());
        } else {
            MadeUp.OUTPUT.fill(
                    fences.address(pass.output),
                    product(reference.outputShape()),
                    onto == null ? types().output() : onto);
        }
        if (bias) {
            long[] shape = backward ? reference.inputShape() : reference.outputShape();
            fillBias(fences.address(dnnl.DNNL_ARG_BIAS), (int) shape[1]);
        }
        if (pass == Pass.WEIGHT_GRADIENT) {
            fences.get(pass.weights).mark();
        } else {
            fences.put(pass.weights, weights, target -> fillWeights(fences, weights, target));
        }
    }

    private void fillBias(long address, int outputs) {
        double[] biases = new double[outputs];
        for (int i = 0; i < outputs; i++) {
            biases[i] = MadeUp.BIAS.at(i, Numbers.FLOAT32) * reference.scales().bias();
        }
        Numbers.FLOAT32.write(biases, address);
    }

    /** Layout of made-up weights before they are reordered for the operation. */
    private memory.desc plain() {
        long[] s = reference.weightShape();
        Numbers numbers = types().weights();
        return pass == Pass.TRANSPOSED
                ? new memory.desc(
                        new long[] {s[1], s[0], s[2], s[3]},
                        numbers.type(),
                        new long[] {s[2] * s[3], s[1] * s[2] * s[3], s[3], 1})
                : Shapes.dense(numbers, s);
    }

    private void fillWeights(Fences fences, memory.desc weights, long target) {
        long[] shape = reference.weightShape();
        Numbers numbers = types().weights();
        long plain = fences.fit(PLAIN, numbers.bytes() * product(shape), Fence.MARGIN);
        MadeUp.WEIGHTS.fill(plain, product(shape), numbers);
        Reorder.untried("weights, reorder", plain(), weights).run(plain, target);
    }

    private ConvolutionReference.Types types() {
        return reference.types();
    }

    private static long product(long[] shape) {
        return shape[0] * shape[1] * shape[2] * shape[3];
    }

    private boolean isRight(Fences fences, memory.desc weights, boolean bias) {
        return switch (pass) {
            case FORWARD ->
                    agree(
                            fences.address(pass.output),
                            reference.output(),
                            types().output(),
                            reference.outputShape(),
                            MAP_SAMPLES,
                            at -> reference.output(at, bias, onto));
            case INPUT_GRADIENT, TRANSPOSED ->
                    agree(
                            fences.address(pass.input),
                            reference.input(),
                            types().input(),
                            reference.inputShape(),
                            MAP_SAMPLES,
                            at -> reference.inputGradient(at, bias));
            case WEIGHT_GRADIENT -> weightsAgree(fences, weights);
        };
    }

    private boolean weightsAgree(Fences fences, memory.desc weights) {
        long[] shape = reference.weightShape();
        Numbers numbers = types().weights();
        long plain = fences.fit(PLAIN, numbers.bytes() * product(shape), Fence.MARGIN);
        Reorder.untried("weights, reorder", weights, Shapes.dense(numbers, shape))
                .run(fences.address(pass.weights), plain);
        return agree(
                plain, MapLayout.PLANES, numbers, shape, WEIGHT_SAMPLES, reference::weightGradient);
    }

    /** Expected value of an element. */
    private interface Expected {
        ConvolutionReference.Sum at(long[] element);
    }

    private boolean agree(
            long address,
            MapLayout layout,
            Numbers numbers,
            long[] shape,
            int samples,
            Expected expected) {
        for (long[] at : elements(shape, samples)) {
            long place = address + numbers.bytes() * layout.index(shape, at);
            double found = numbers.reader(place, 1).applyAsDouble(0);
            if (!expected.at(at).agrees(found, activation, numbers)) {
                return false;
            }
        }
        return true;
    }

    private static void mark(long address, MapLayout layout, long[] shape, Numbers numbers) {
        for (long[] at : elements(shape, MAP_SAMPLES)) {
            long place = address + numbers.bytes() * layout.index(shape, at);
            numbers.write(new double[] {Double.NaN}, place);
        }
    }

    /** The first element, the last one, then pseudorandom ones; the same at every call. */
    private static List<long[]> elements(long[] shape, int samples) {
        Random random = new Random(3);
        List<long[]> elements = new ArrayList<>();
        for (int sample = 0; sample < samples; sample++) {
            long[] element = new long[shape.length];
            for (int d = 0; d < shape.length; d++) {
                element[d] =
                        switch (sample) {
                            case 0 -> 0;
                            case 1 -> shape[d] - 1;
                            default -> random.nextInt((int) shape[d]);
                        };
            }
            elements.add(element);
        }
        return elements;
    }
}
