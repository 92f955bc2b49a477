package org.lgsc.core.internal.onednn;

import java.util.function.Function;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.lgsc.core.internal.onednn.Buffers.Block;
import org.lgsc.core.internal.onednn.ProgramBuilder.Map4;

/**
 * Norms of programs with floats or bfloat16; statistics always have 32 bits.
 *
 * @param maps maps of the program
 */
record ProgramNorms(ProgramMaps maps) {
    /** Adds an instance norm with an optional ReLU; in place. */
    Map4 instanceNorm(Map4 map, float[] gamma, float[] beta, double eps, boolean relu) {
        Block gain = maps.vector(gamma);
        Block shift = maps.vector(beta);
        boolean narrow =
                maps.layout() == MapLayout.PIXELS
                        && map.channels() < WideNormalisation.FEWEST_CHANNELS;
        Map4 x = narrow ? maps.owned(Form.FLOAT32, map) : maps.ownedFloats(map);
        if (narrow) {
            Normalisation norm = new NarrowNormalisation(x.shape(), true, eps, relu);
            maps.steps()
                    .add(
                            () ->
                                    norm.forward(
                                            x.address(),
                                            gain.address(),
                                            shift.address(),
                                            x.address()));
            return x;
        }
        Numbers numbers = x.form().numbers();
        memory.desc sample =
                maps.layout() == MapLayout.PIXELS
                        ? WideNormalisation.rows(x.shape(), x.samples(), numbers)
                        : maps.layout().describe(1, x.channels(), x.height(), x.width(), numbers);
        batch_normalization_forward.desc wanted =
                new batch_normalization_forward.desc(
                        dnnl.prop_kind.forward_inference.value,
                        sample,
                        (float) eps,
                        WideNormalisation.flags(relu));
        Implementations<batch_normalization_forward.primitive_desc> implementations =
                Implementations.withoutBarriers(
                        () ->
                                new batch_normalization_forward.primitive_desc(
                                        wanted, Call.attributes(), OneDnn.engine()),
                        wanted);
        Function<batch_normalization_forward.primitive_desc, Call> norm =
                d ->
                        new Call(
                                        "instance norm " + x.channels() + " channels " + x.size(),
                                        new batch_normalization_forward(d),
                                        d.scratchpad_desc())
                                .argument(dnnl.DNNL_ARG_SRC, sample)
                                .argument(dnnl.DNNL_ARG_DST, sample)
                                .argument(dnnl.DNNL_ARG_SCALE, Shapes.vector(x.channels()))
                                .argument(dnnl.DNNL_ARG_SHIFT, Shapes.vector(x.channels()));
        OperationTrial.first(implementations, norm, new NormExpectation(eps, relu, false)::forward);
        for (long n = 0; n < x.samples(); n++) {
            long at = x.address() + n * sample.get_size();
            maps.add(norm.apply(implementations.current()))
                    .bind(dnnl.DNNL_ARG_SRC, at)
                    .bind(dnnl.DNNL_ARG_DST, at)
                    .bind(dnnl.DNNL_ARG_SCALE, gain.address())
                    .bind(dnnl.DNNL_ARG_SHIFT, shift.address());
        }
        return x;
    }

    /**
     * Adds {@code gamma (x - mean) / sqrt(variance + eps) + beta} with given statistics; in place.
     */
    Map4 batchNorm(
            Map4 map,
            float[] gamma,
            float[] beta,
            float[] mean,
            float[] variance,
            double eps,
            boolean relu) {
        Map4 x = maps.ownedFloats(map);
        batch_normalization_forward.desc wanted =
                new batch_normalization_forward.desc(
                        dnnl.prop_kind.forward_inference.value,
                        x.description(),
                        (float) eps,
                        WideNormalisation.flags(relu) | dnnl.dnnl_use_global_stats);
        batch_normalization_forward.primitive_desc description =
                new batch_normalization_forward.primitive_desc(
                        wanted, Call.attributes(), OneDnn.engine());
        memory.desc perChannel = Shapes.vector(x.channels());
        maps.add(
                        OperationTrial.first(
                                new Implementations<>(description, wanted),
                                d ->
                                        new Call(
                                                        "batch norm "
                                                                + x.channels()
                                                                + " channels "
                                                                + x.size(),
                                                        new batch_normalization_forward(d),
                                                        d.scratchpad_desc())
                                                .argument(dnnl.DNNL_ARG_SRC, x.description())
                                                .argument(dnnl.DNNL_ARG_DST, x.description())
                                                .argument(dnnl.DNNL_ARG_SCALE, perChannel)
                                                .argument(dnnl.DNNL_ARG_SHIFT, perChannel)
                                                .argument(dnnl.DNNL_ARG_MEAN, perChannel)
                                                .argument(dnnl.DNNL_ARG_VARIANCE, perChannel),
                                new NormExpectation(eps, relu, true)::forward))
                .bind(dnnl.DNNL_ARG_SRC, x.address())
                .bind(dnnl.DNNL_ARG_DST, x.address())
                .bind(dnnl.DNNL_ARG_SCALE, maps.vector(gamma).address())
                .bind(dnnl.DNNL_ARG_SHIFT, maps.vector(beta).address())
                .bind(dnnl.DNNL_ARG_MEAN, maps.vector(mean).address())
                .bind(dnnl.DNNL_ARG_VARIANCE, maps.vector(variance).address());
        return x;
    }
}
