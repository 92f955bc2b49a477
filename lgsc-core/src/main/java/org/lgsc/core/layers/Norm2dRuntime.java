package org.lgsc.core.layers;

import java.util.Objects;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a {@link Norm2d}. */
final class Norm2dRuntime extends ParamLayerRuntime<Norm2d> {
    private static final long serialVersionUID = 1L;

    private transient @Nullable NormMath math;
    private transient @Nullable INDArray output;

    Norm2dRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        Norm2d conf = layerConf();
        requireMap(input, conf.getChannels());
        INDArray out =
                workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, input.shape(), 'c');
        INDArray gamma = getParam("gamma");
        INDArray beta = getParam("beta");
        if (training && !conf.isFrozen() || conf.perSample()) {
            NormMath norm = math;
            if (norm == null || !norm.fits(input)) {
                norm = NormMath.of(input, format(), conf.perSample(), conf.getEps(), conf.isRelu());
                math = norm;
            }
            norm.forward(input, gamma, beta, out, workspaces);
        } else {
            INDArray mean = getParam(BatchNorm2d.RUNNING_MEAN);
            INDArray variance = getParam(BatchNorm2d.RUNNING_VARIANCE);
            NativeOps.batchNorm(input, mean, variance, gamma, beta, out, conf.getEps(), format());
            if (conf.isRelu()) {
                NativeOps.relu(out, out);
            }
        }
        output = training ? out : null;
        return out;
    }

    @Override
    void backward(INDArray epsilon, INDArray inputGradient, LayerWorkspaceMgr workspaces) {
        Norm2d conf = layerConf();
        NormMath norm = Objects.requireNonNull(math, "a forward pass comes first");
        norm.backward(
                input,
                Objects.requireNonNull(output, "a forward pass comes first"),
                getParam("gamma"),
                epsilon,
                inputGradient,
                gradientView("gamma"),
                gradientView("beta"),
                workspaces);
        if (conf instanceof BatchNorm2d batchNorm) {
            norm.runningStatistics(
                    getParam(BatchNorm2d.RUNNING_MEAN),
                    getParam(BatchNorm2d.RUNNING_VARIANCE),
                    batchNorm.getMomentum(),
                    gradientView(BatchNorm2d.RUNNING_MEAN),
                    gradientView(BatchNorm2d.RUNNING_VARIANCE));
        }
    }

    @Override
    public void clear() {
        super.clear();
        output = null;
    }
}
