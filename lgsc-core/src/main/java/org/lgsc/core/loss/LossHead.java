package org.lgsc.core.loss;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffOutputLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A weighted loss of the whole batch, as an output layer without parameters.
 *
 * <p>Labels are [N, 1], 1 live and 0 spoof, in the network's data type; its activations are its
 * input. DL4J divides gradients and scores of a batch by N, so the SameDiff graph returns N times
 * the loss, and the result is exactly {@code weight * loss} and its gradient.
 */
abstract class LossHead extends SameDiffOutputLayer {
    private static final long serialVersionUID = 1L;

    private double weight = 1;

    /** For Jackson. */
    protected LossHead() {}

    /**
     * @param weight factor of this loss in the total, at least 0
     */
    protected LossHead(double weight) {
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException(
                    "the weight of a loss must be at least 0, was " + weight);
        }
        this.weight = weight;
    }

    /**
     * The loss of the batch without the weight, a scalar; 0 with gradient 0 when the samples that
     * it needs are missing.
     */
    abstract SDVariable batchLoss(SameDiff sd, SDVariable input, SDVariable live);

    /**
     * The same loss in closed form for floats, and its gradient by the input; a graph of operations
     * takes a tenth of a training step of the small recipe. Live samples have 1, others 0.
     *
     * @param gradient receives the gradient; zeros before
     */
    abstract double closedForm(float[] input, float[] live, float[] gradient);

    @Override
    public final SDVariable defineLayer(
            SameDiff sd, SDVariable input, SDVariable labels, Map<String, SDVariable> params) {
        SDVariable samples = sd.sizeAt(input, 0).castTo(input.dataType());
        SDVariable loss = batchLoss(sd, input, labels).mul(samples).mul(weight);
        loss.markAsLoss();
        return loss;
    }

    static SDVariable scalar(SameDiff sd, DataType type, double value) {
        return sd.constant(Nd4j.scalar(type, value));
    }

    /** {@code sum / count}, and 0 when the count is 0. */
    static SDVariable meanOver(SameDiff sd, SDVariable sum, SDVariable count) {
        return sum.div(sd.math().max(count, scalar(sd, sum.dataType(), 1.0)));
    }

    @Override
    public String activationsVertexName() {
        return "input";
    }

    @Override
    public void defineParameters(SDLayerParams params) {
        // none
    }

    @Override
    public void initializeParameters(Map<String, INDArray> params) {
        // none
    }

    @Override
    public InputType getOutputType(int index, InputType type) {
        return type;
    }

    @Override
    public org.deeplearning4j.nn.api.Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray view,
            boolean initialize,
            DataType dataType) {
        LossHeadRuntime layer = new LossHeadRuntime(conf, dataType);
        layer.setIndex(index);
        layer.setParamsViewArray(view);
        layer.setParamTable(initializer().init(conf, view, initialize));
        layer.setConf(conf);
        return layer;
    }

    /** Factor of this loss in the total. */
    public double getWeight() {
        return weight;
    }

    /** For Jackson. */
    public void setWeight(double weight) {
        this.weight = weight;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && getClass() == other.getClass()
                && weight == ((LossHead) other).weight;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), weight);
    }

    /**
     * Reports no memory in addition to its input; SameDiff's own report is empty and cannot be
     * read.
     */
    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        return new LayerMemoryReport.Builder(
                        layerName, getClass(), inputType, getOutputType(-1, inputType))
                .standardMemory(0, 0)
                .workingMemory(0, 0, 0, 0)
                .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
                .build();
    }
}
