package org.lgsc.core.layers;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Lays the parameters of a {@link ParamLayer} out in DL4J's flat view, in the order of its specs.
 */
final class SpecInitializer implements ParamInitializer {
    static final SpecInitializer INSTANCE = new SpecInitializer();

    private SpecInitializer() {}

    private static List<ParamSpec> specs(Layer layer) {
        return ((ParamLayer) layer).specs();
    }

    @Override
    public long numParams(NeuralNetConfiguration conf) {
        return numParams(conf.getLayer());
    }

    @Override
    public long numParams(Layer layer) {
        return specs(layer).stream().mapToLong(ParamSpec::length).sum();
    }

    @Override
    public List<String> paramKeys(Layer layer) {
        return specs(layer).stream().map(ParamSpec::key).toList();
    }

    @Override
    public List<String> weightKeys(Layer layer) {
        return specs(layer).stream()
                .filter(s -> s.role() == ParamSpec.Role.WEIGHT)
                .map(ParamSpec::key)
                .toList();
    }

    @Override
    public List<String> biasKeys(Layer layer) {
        return List.of();
    }

    @Override
    public boolean isWeightParam(Layer layer, String key) {
        return weightKeys(layer).contains(key);
    }

    @Override
    public boolean isBiasParam(Layer layer, String key) {
        return false;
    }

    @Override
    public Map<String, INDArray> init(
            NeuralNetConfiguration conf, INDArray view, boolean initialize) {
        ParamLayer layer = (ParamLayer) conf.getLayer();
        Map<String, INDArray> params = split(layer, view);
        for (ParamSpec spec : layer.specs()) {
            conf.addVariable(spec.key());
            if (initialize) {
                initialize(layer, spec, Objects.requireNonNull(params.get(spec.key())));
            }
        }
        return Collections.synchronizedMap(params);
    }

    private static void initialize(ParamLayer layer, ParamSpec spec, INDArray param) {
        switch (spec.role()) {
            case WEIGHT -> {
                long[] shape = spec.shape();
                long area = shape[2] * shape[3];
                // the view's own memory is 'c' ordered, so that imported weights need no
                // permutation
                layer.getWeightInitFn()
                        .init(
                                shape[1] * area,
                                shape[0] * area,
                                shape,
                                'c',
                                param.reshape(param.length()));
            }
            case GAIN, RUNNING_VARIANCE -> param.assign(1);
            case SHIFT, RUNNING_MEAN -> param.assign(0);
        }
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(
            NeuralNetConfiguration conf, INDArray view) {
        return split((ParamLayer) conf.getLayer(), view);
    }

    private static Map<String, INDArray> split(ParamLayer layer, INDArray view) {
        INDArray flat = view.reshape(view.length());
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        long offset = 0;
        for (ParamSpec spec : layer.specs()) {
            INDArray part = flat.get(NDArrayIndex.interval(offset, offset + spec.length()));
            arrays.put(spec.key(), part.reshape('c', spec.shape()));
            offset += spec.length();
        }
        return arrays;
    }
}
