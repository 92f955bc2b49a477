package org.lgsc.core.internal.onednn;

import java.util.function.Function;
import java.util.function.Supplier;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.deconvolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.internal.onednn.ConvolutionReference.Scales;
import org.lgsc.core.internal.onednn.ConvolutionReference.Types;
import org.lgsc.core.internal.onednn.ConvolutionTrial.Pass;

/** Creates the convolutions of programs, each with the first implementation that passes a trial. */
final class FusedOperations {
    private FusedOperations() {}

    /**
     * Returns the operation; null when no implementation passes, which does not happen with floats.
     *
     * @param weightScales scales of the quantised weights, by output
     */
    static Trial.@Nullable Candidate of(FusedConvolution wanted, float[] weightScales) {
        Scales scales = Scales.NONE;
        if (wanted.input().numbers().isWhole()) {
            float[] products = new float[weightScales.length];
            for (int i = 0; i < products.length; i++) {
                products[i] = wanted.input().scale() * weightScales[i] / wanted.output().scale();
            }
            float onto =
                    wanted.onto() == null ? 1 : wanted.onto().scale() / wanted.output().scale();
            scales = new Scales(products, 1, onto);
        }
        Trial.Candidate filtered = wanted.isFiltered() ? filtered(wanted) : null;
        if (filtered != null) {
            return filtered;
        }
        return wanted.transposed() ? transposed(wanted, scales) : direct(wanted, scales);
    }

    private static Trial.@Nullable Candidate filtered(FusedConvolution wanted) {
        Implementations<convolution_forward.primitive_desc> all =
                Winograd.describe(wanted, attributes(wanted, Scales.NONE));
        return all == null
                ? null
                : Trial.first(all, d -> candidate(wanted, d), trial(wanted, Scales.NONE));
    }

    private static Trial.@Nullable Candidate direct(FusedConvolution wanted, Scales scales) {
        return passed(wanted, scales, s -> describe(wanted, s), d -> candidate(wanted, d));
    }

    private static Trial.@Nullable Candidate transposed(FusedConvolution wanted, Scales scales) {
        return passed(
                wanted, scales, s -> describeTransposed(wanted, s), d -> candidate(wanted, d));
    }

    /**
     * Scales of integers are part of an operation. The trial runs a twin of the operation with
     * scales that spread made-up results over the range of 8 bits.
     */
    private static <D extends primitive_desc> Trial.@Nullable Candidate passed(
            FusedConvolution wanted,
            Scales scales,
            Function<Scales, Implementations<D>> describe,
            Function<D, Trial.Candidate> build) {
        if (wanted.types().equals(Types.FLOAT32)) {
            return Trial.require(describe.apply(scales), build, trial(wanted, scales));
        }
        try {
            if (!wanted.input().numbers().isWhole()) {
                return Trial.first(describe.apply(scales), build, trial(wanted, scales));
            }
            Scales made = Scales.madeUp(wanted);
            int[] tried = {0};
            Implementations<D> twins = describe.apply(made);
            Function<D, Trial.Candidate> counting =
                    d -> {
                        tried[0]++;
                        return build.apply(d);
                    };
            if (Trial.first(twins, counting, trial(wanted, made)) == null) {
                return null;
            }
            return same(twins, describe.apply(scales), tried[0], build);
        } catch (RuntimeException e) {
            return null; // thrown by oneDNN when it has no implementation
        }
    }

    private static <D extends primitive_desc> Trial.@Nullable Candidate same(
            Implementations<D> twins,
            Implementations<D> all,
            int number,
            Function<D, Trial.Candidate> build) {
        for (int i = 1; i < number; i++) {
            if (!all.next()) {
                return null;
            }
        }
        String name = all.current().impl_info_str().getString();
        boolean same = name.equals(twins.current().impl_info_str().getString());
        // oneDNN's generic implementations are slower than floats
        boolean slow = name.startsWith("ref") || name.contains("gemm");
        return same && !slow ? build.apply(all.current()) : null;
    }

    private static ConvolutionTrial trial(FusedConvolution wanted, Scales scales) {
        MapLayout input = wanted.transposed() ? wanted.to() : wanted.from();
        MapLayout output = wanted.transposed() ? wanted.from() : wanted.to();
        Types types = wanted.types();
        return new ConvolutionTrial(
                wanted.transposed() ? Pass.TRANSPOSED : Pass.FORWARD,
                new ConvolutionReference(
                        wanted.geometry(),
                        input,
                        output,
                        wanted.transposed()
                                ? new Types(
                                        /* input= */ types.output(),
                                        types.weights(),
                                        /* output= */ types.input())
                                : types,
                        scales),
                wanted.onto() == null ? null : wanted.onto().numbers(),
                wanted.activation());
    }

    private static post_ops after(FusedConvolution wanted, Scales scales) {
        post_ops after = new post_ops();
        if (wanted.onto() != null) {
            if (scales.equals(Scales.NONE)) {
                after.append_sum();
            } else {
                after.append_sum(scales.onto(), wanted.onto().numbers().type());
            }
        }
        Elementwise.append(after, wanted.activation());
        return after;
    }

    private static primitive_attr attributes(FusedConvolution wanted, Scales scales) {
        primitive_attr attributes = Call.attributes();
        attributes.set_post_ops(after(wanted, scales));
        if (scales.products() != null) {
            attributes.set_output_scales(1 << 1, scales.products());
        }
        return attributes;
    }

    private static Implementations<convolution_forward.primitive_desc> describe(
            FusedConvolution wanted, Scales scales) {
        Supplier<Implementations<convolution_forward.primitive_desc>> all =
                () ->
                        describe(
                                dnnl.algorithm.convolution_direct,
                                wanted,
                                attributes(wanted, scales));
        return wanted.inputs() <= ConvolutionOperations.FEW_INPUTS
                        && !wanted.input().numbers().isWhole()
                ? Implementations.from(ConvolutionOperations.GENERATED, all)
                : all.get();
    }

    /**
     * Describes a convolution with bias; oneDNN throws an exception when it has no implementation.
     */
    static Implementations<convolution_forward.primitive_desc> describe(
            dnnl.algorithm algorithm, FusedConvolution of, primitive_attr attributes) {
        convolution_forward.desc wanted =
                new convolution_forward.desc(
                        dnnl.prop_kind.forward_inference,
                        algorithm,
                        of.source(),
                        Shapes.any(of.types().weights(), of.weightShape()),
                        Shapes.vector(of.outputs()),
                        of.destination(),
                        of.geometry().strides(),
                        of.geometry().paddingStart(),
                        of.geometry().paddingStop());
        return new Implementations<>(
                new convolution_forward.primitive_desc(wanted, attributes, OneDnn.engine()),
                wanted);
    }

    private static Implementations<deconvolution_forward.primitive_desc> describeTransposed(
            FusedConvolution of, Scales scales) {
        deconvolution_forward.desc wanted =
                new deconvolution_forward.desc(
                        dnnl.prop_kind.forward_inference,
                        dnnl.algorithm.deconvolution_direct,
                        of.source(),
                        Shapes.any(of.types().weights(), of.weightShape()),
                        Shapes.vector(of.outputs()),
                        of.destination(),
                        of.geometry().strides(),
                        of.geometry().paddingStart(),
                        of.geometry().paddingStop());
        return new Implementations<>(
                new deconvolution_forward.primitive_desc(
                        wanted, attributes(of, scales), OneDnn.engine()),
                wanted);
    }

    private static Trial.Candidate candidate(
            FusedConvolution wanted, convolution_forward.primitive_desc d) {
        return candidate(wanted, new convolution_forward(d), d.weights_desc(), d.scratchpad_desc());
    }

    private static Trial.Candidate candidate(
            FusedConvolution wanted, deconvolution_forward.primitive_desc d) {
        return candidate(
                wanted, new deconvolution_forward(d), d.weights_desc(), d.scratchpad_desc());
    }

    private static Trial.Candidate candidate(
            FusedConvolution wanted,
            primitive operation,
            memory.desc weights,
            memory.desc scratchpad) {
        Call call =
                new Call(wanted.label(), operation, scratchpad)
                        .argument(dnnl.DNNL_ARG_SRC, wanted.source())
                        .argument(dnnl.DNNL_ARG_WEIGHTS, weights)
                        .argument(dnnl.DNNL_ARG_BIAS, Shapes.vector(wanted.outputs()))
                        .argument(dnnl.DNNL_ARG_DST, wanted.destination());
        return new Trial.Candidate(call, weights);
    }
}
