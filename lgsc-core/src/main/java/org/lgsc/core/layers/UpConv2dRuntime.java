package org.lgsc.core.layers;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.internal.onednn.Numbers;
import org.lgsc.core.internal.onednn.UpConvolution;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Runs an {@link UpConv2d} on the low-resolution map.
 *
 * <p>A 2x2 window on the upsampled map covers one, two or four different low-resolution pixels,
 * depending on the parity (p, q) of its row and column. Therefore the layer equals one 2x2
 * convolution on the low-resolution map with four outputs per channel, one for each parity, whose
 * taps are sums of the given ones, followed by distributing the four outputs over 2x2 pixels. The
 * zeros that the original adds below and to the right correspond to the zeros added there to the
 * low-resolution map.
 */
final class UpConv2dRuntime extends ParamLayerRuntime<UpConv2d> {
    private static final long serialVersionUID = 1L;

    /**
     * TAPS[2p + q][given tap][low-resolution tap], taps counted row by row: row 0 of the window is
     * low row 0; row 1 is low row 0 for even p and low row 1 for odd p; the same for columns.
     */
    private static final double[][][] TAPS = new double[4][4][4];

    static {
        for (int p = 0; p < 2; p++) {
            for (int q = 0; q < 2; q++) {
                for (int row = 0; row < 2; row++) {
                    for (int column = 0; column < 2; column++) {
                        TAPS[2 * p + q][2 * row + column][2 * (row & p) + (column & q)] = 1;
                    }
                }
            }
        }
    }

    private final transient ShapeCache<UpConvolution> kernel = new ShapeCache<>();

    private transient @Nullable Low low;

    /**
     * The convolution on the low-resolution map, for ND4J's operations.
     *
     * @param taps by parity, which given taps each of its taps is the sum of
     */
    private record Low(INDArray[] taps, INDArray weights, INDArray weightGradient) {}

    UpConv2dRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        UpConv2d conf = layerConf();
        requireMap(input, conf.getInputChannels());
        long c = conf.getOutputChannels();
        INDArray out =
                workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape(c, 2), 'c');
        if (OneDnnMaps.handles(input, format())) {
            Numbers factors = factors(training);
            kernel.get(
                            k -> k.fits(input, factors),
                            () ->
                                    new UpConvolution(
                                            input.size(0),
                                            conf.getInputChannels(),
                                            input.size(1),
                                            input.size(2),
                                            c,
                                            factors))
                    .forward(input, getParam("W"), out);
            return out;
        }
        Low own = low();
        INDArray given = getParam("W").reshape('c', c * conf.getInputChannels(), 4);
        for (int parity = 0; parity < 4; parity++) {
            given.mmuli(own.taps()[parity], rows(own.weights(), parity));
        }
        INDArray fourfold =
                workspaces.createUninitialized(
                        ArrayType.FF_WORKING_MEM, dataType, shape(4 * c, 1), 'c');
        NativeOps.conv2dSame(input, own.weights(), fourfold, format());
        NativeOps.depthToSpace(fourfold, out, format());
        return out;
    }

    @Override
    void backward(INDArray epsilon, INDArray inputGradient, LayerWorkspaceMgr workspaces) {
        UpConv2d conf = layerConf();
        long c = conf.getOutputChannels();
        if (OneDnnMaps.handles(input, format())) {
            INDArray g = OneDnnMaps.dense(epsilon);
            kernel.last().backward(input, g, inputGradient, gradientView("W"));
            return;
        }
        Low own = low();
        INDArray fourfold =
                workspaces.createUninitialized(
                        ArrayType.BP_WORKING_MEM, dataType, shape(4 * c, 1), 'c');
        NativeOps.spaceToDepth(epsilon, fourfold, format());
        NativeOps.conv2dSameGradients(
                input, own.weights(), fourfold, inputGradient, own.weightGradient(), format());
        INDArray gradient = gradientView("W");
        INDArray flat = gradient.reshape('c', c * conf.getInputChannels(), 4);
        flat.assign(0);
        for (int parity = 0; parity < 4; parity++) {
            flat.addi(rows(own.weightGradient(), parity).mmul(own.taps()[parity].transpose()));
        }
    }

    /** The weights of one parity as [out * in, 4]. */
    private INDArray rows(INDArray array, int parity) {
        UpConv2d conf = layerConf();
        long c = conf.getOutputChannels();
        return array.get(NDArrayIndex.interval(parity * c, (parity + 1) * c))
                .reshape('c', c * conf.getInputChannels(), 4);
    }

    private long[] shape(long channels, int scale) {
        long n = input.size(0);
        long h = scale * input.size(channelsLast() ? 1 : 2);
        long w = scale * input.size(channelsLast() ? 2 : 3);
        return channelsLast() ? new long[] {n, h, w, channels} : new long[] {n, channels, h, w};
    }

    private Low low() {
        Low built = low;
        if (built != null) {
            return built;
        }
        UpConv2d conf = layerConf();
        try (MemoryWorkspace ws = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            INDArray weights =
                    Nd4j.create(
                            dataType, 4 * conf.getOutputChannels(), conf.getInputChannels(), 2, 2);
            INDArray[] taps = new INDArray[4];
            for (int parity = 0; parity < 4; parity++) {
                taps[parity] = Nd4j.createFromArray(TAPS[parity]).castTo(dataType);
            }
            built = new Low(taps, weights, weights.ulike());
        }
        low = built;
        return built;
    }
}
