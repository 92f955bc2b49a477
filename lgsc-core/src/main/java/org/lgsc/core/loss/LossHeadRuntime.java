package org.lgsc.core.loss;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.samediff.SameDiffOutputLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.internal.onednn.HeapCopy;
import org.lgsc.core.internal.onednn.OneDnn;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a {@link LossHead}, records the value of each step and lets a trainer scale the head. */
final class LossHeadRuntime extends SameDiffOutputLayer {
    private static final long serialVersionUID = 1L;

    private double lastLoss = Double.NaN;
    private double scale = 1;

    /** Input and labels whose loss the gradient's computation has left here. */
    private transient @Nullable INDArray knownInput;

    private transient @Nullable INDArray knownLabels;
    private double knownLoss;

    LossHeadRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    private LossHead head() {
        return (LossHead) layerConf();
    }

    /** Loss of the batch of the last step, without its weight; NaN before the first. */
    double lastLoss() {
        return lastLoss;
    }

    double scale() {
        return scale;
    }

    void setScale(double scale) {
        this.scale = scale;
    }

    /**
     * DL4J passes L2 terms to the first output only and divides them by N in SameDiff heads; they
     * are not divided here.
     */
    @Override
    public double computeScore(
            double regularisation, boolean training, LayerWorkspaceMgr workspaces) {
        if (isClosed()) {
            double loss = knownInput == input && knownLabels == labels ? knownLoss : closedLoss();
            knownInput = null;
            knownLabels = null;
            lastLoss = head().getWeight() == 0 ? 0 : loss;
            return head().getWeight() * lastLoss * scale + regularisation;
        }
        double weighted = super.computeScore(0, training, workspaces);
        lastLoss = head().getWeight() == 0 ? 0 : weighted / head().getWeight();
        return weighted * scale + regularisation;
    }

    private double closedLoss() {
        float[] values = HeapCopy.of(input);
        return head().closedForm(values, HeapCopy.of(labels), new float[values.length]);
    }

    /**
     * Whether the closed form is used: for float networks in training; all others use the graph of
     * their definition.
     */
    private boolean isClosed() {
        return OneDnn.available()
                && dataType == DataType.FLOAT
                && input.dataType() == DataType.FLOAT
                && labels.dataType() == DataType.FLOAT;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray epsilon, LayerWorkspaceMgr workspaces) {
        if (scale == 0) {
            INDArray zero =
                    workspaces.create(
                            ArrayType.ACTIVATION_GRAD, input.dataType(), input.shape(), 'c');
            return new Pair<>(new DefaultGradient(), zero);
        }
        if (isClosed()) {
            return new Pair<>(new DefaultGradient(), closedGradient(workspaces));
        }
        Pair<Gradient, INDArray> result = super.backpropGradient(epsilon, workspaces);
        if (scale != 1) {
            result.getSecond().muli(scale);
        }
        return result;
    }

    /** Gradient of the sum over the batch, as DL4J expects. */
    private INDArray closedGradient(LayerWorkspaceMgr workspaces) {
        float[] values = HeapCopy.of(input);
        float[] gradient = new float[values.length];
        knownLoss = head().closedForm(values, HeapCopy.of(labels), gradient);
        knownInput = input;
        knownLabels = labels;
        INDArray result =
                workspaces.createUninitialized(
                        ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
        HeapCopy.into(gradient, result);
        return result.muli(head().getWeight() * input.size(0) * scale);
    }
}
