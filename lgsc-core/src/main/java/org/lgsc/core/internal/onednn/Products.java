package org.lgsc.core.internal.onednn;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.internal.onednn.Convolution.Geometry;

/**
 * Runs the three products of a convolution in training. They read from {@link MapCopy}s and write
 * the user's floats in NHWC. Weights may change from run to run.
 */
final class Products {
    private static final ThreadLocal<Scratch> PASSING = ThreadLocal.withInitial(Scratch::new);
    private static final ThreadLocal<Scratch> RESULTS = ThreadLocal.withInitial(Scratch::new);

    private final Geometry geometry;
    private final ConvolutionWay way;
    private final memory.desc usersWeights;
    private final ConvolutionOperations operations;

    private @Nullable Product forward;
    private @Nullable Product toInput;
    private @Nullable WeightProduct toWeights;

    /** An operation, its weights, and the map that it writes. */
    private record Product(Call call, Weights weights, MapCopy result) {}

    /** An operation and the gradient of the weights, which it writes. */
    private record WeightProduct(Call call, Weights weights) {}

    Products(Geometry geometry, memory.desc usersWeights, Numbers factors) {
        this.geometry = geometry.plannable();
        this.usersWeights = usersWeights;
        this.way = ConvolutionWay.of(geometry, factors);
        this.operations = new ConvolutionOperations(this.geometry, way.layout(), way.algorithm());
    }

    /** Creates a copy for input maps. */
    MapCopy input(boolean kept) {
        return copy(kept, geometry.input(), geometry.input(way.layout(), way.factors()));
    }

    /** Creates a copy for gradients of output maps. */
    MapCopy output(boolean kept) {
        return copy(kept, geometry.output(), geometry.output(way.layout(), way.factors()));
    }

    private static MapCopy copy(boolean kept, memory.desc users, memory.desc own) {
        return kept ? MapCopy.kept(users, own) : MapCopy.passing(users, own, PASSING);
    }

    /** out = x convolved with the weights. */
    void convolve(long x, long weights, long out) {
        Product product = forward;
        if (product == null) {
            product =
                    product(
                            operations.forward(way.forward()),
                            geometry.output(),
                            geometry.output(way.layout()));
            forward = product;
        }
        product.call()
                .bind(dnnl.DNNL_ARG_SRC, x)
                .bind(dnnl.DNNL_ARG_WEIGHTS, product.weights().load(weights))
                .bind(dnnl.DNNL_ARG_DST, product.result().target(out))
                .run();
        product.result().store(out);
    }

    /** Gradient of the input. */
    void inputGradient(long outputGradient, long weights, long gradient) {
        Product product = toInput;
        if (product == null) {
            product =
                    product(
                            operations.inputGradient(
                                    way.inputGradient(), geometry.label() + ", input gradient"),
                            geometry.input(),
                            geometry.input(way.layout()));
            toInput = product;
        }
        product.call()
                .bind(dnnl.DNNL_ARG_DIFF_DST, outputGradient)
                .bind(dnnl.DNNL_ARG_WEIGHTS, product.weights().load(weights))
                .bind(dnnl.DNNL_ARG_DIFF_SRC, product.result().target(gradient))
                .run();
        product.result().store(gradient);
    }

    /** Gradient of the weights. */
    void weightGradient(long x, long outputGradient, long gradient) {
        WeightProduct product = toWeights;
        if (product == null) {
            Trial.Candidate chosen = operations.weightGradient(way.weightGradient());
            product = new WeightProduct(chosen.call(), new Weights(usersWeights, chosen.weights()));
            toWeights = product;
        }
        product.call()
                .bind(dnnl.DNNL_ARG_SRC, x)
                .bind(dnnl.DNNL_ARG_DIFF_DST, outputGradient)
                .bind(dnnl.DNNL_ARG_DIFF_WEIGHTS, product.weights().target(gradient))
                .run();
        product.weights().store(gradient);
    }

    private Product product(Trial.Candidate chosen, memory.desc users, memory.desc own) {
        return new Product(
                chosen.call(),
                new Weights(usersWeights, chosen.weights()),
                MapCopy.passing(users, own, RESULTS));
    }
}
