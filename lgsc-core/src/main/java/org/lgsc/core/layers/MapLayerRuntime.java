package org.lgsc.core.layers;

import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.internal.onednn.LayoutChange;
import org.lgsc.core.internal.onednn.OneDnn;
import org.lgsc.core.internal.onednn.Pooling;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Base of the runtimes of {@link MapLayer}s. */
abstract class MapLayerRuntime<C extends MapLayer> extends AbstractLayer<C> {
    private static final long serialVersionUID = 1L;

    MapLayerRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    final CNN2DFormat format() {
        return layerConf().getFormat();
    }

    final boolean channelsLast() {
        return format() == CNN2DFormat.NHWC;
    }

    /** Gradient of the input, given that of the output. */
    abstract INDArray inputGradient(INDArray epsilon, LayerWorkspaceMgr workspaces);

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        return new Pair<>(new DefaultGradient(), inputGradient(epsilon, workspaces));
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public void clearNoiseWeightParams() {
        // no parameters
    }

    @Override
    public Layer clone() {
        throw new UnsupportedOperationException("clone the whole network instead");
    }

    /** Takes the maximum over windows; padding is ignored. */
    static final class Max extends MapLayerRuntime<MaxPool2d> {
        private static final long serialVersionUID = 1L;

        private final transient ShapeCache<Pooling> kernel = new ShapeCache<>();

        Max(NeuralNetConfiguration conf, DataType dataType) {
            super(conf, dataType);
        }

        @Override
        public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
            assertInputSet(false);
            MaxPool2d conf = layerConf();
            long n = input.size(0);
            long c = input.size(channelsLast() ? 3 : 1);
            long h = conf.outputSize(input.size(channelsLast() ? 1 : 2));
            long w = conf.outputSize(input.size(channelsLast() ? 2 : 3));
            long[] shape = channelsLast() ? new long[] {n, h, w, c} : new long[] {n, c, h, w};
            INDArray out =
                    workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
            if (OneDnnMaps.handles(input, format())) {
                kernel.get(
                                k -> k.fits(input),
                                () ->
                                        Pooling.max(
                                                input.shape(),
                                                conf.getKernel(),
                                                conf.getStride(),
                                                conf.getPadding()))
                        .forward(input, out);
                return out;
            }
            NativeOps.maxPool(
                    input, out, conf.getKernel(), conf.getStride(), conf.getPadding(), format());
            return out;
        }

        @Override
        INDArray inputGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
            MaxPool2d conf = layerConf();
            INDArray gradient =
                    workspaces.createUninitialized(
                            ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
            if (OneDnnMaps.handles(input, format())) {
                kernel.last().backward(OneDnnMaps.dense(epsilon), gradient);
                return gradient;
            }
            NativeOps.maxPoolGradient(
                    input,
                    epsilon,
                    gradient,
                    conf.getKernel(),
                    conf.getStride(),
                    conf.getPadding(),
                    format());
            return gradient;
        }
    }

    /** Mean over all pixels: [N, ...] map to [N, C]. */
    static final class Mean extends MapLayerRuntime<GlobalAveragePool2d> {
        private static final long serialVersionUID = 1L;

        private final transient ShapeCache<Pooling> kernel = new ShapeCache<>();
        private transient @Nullable ChannelView geometry;

        Mean(NeuralNetConfiguration conf, DataType dataType) {
            super(conf, dataType);
        }

        @Override
        public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
            assertInputSet(false);
            long n = input.size(0);
            long c = input.size(channelsLast() ? 3 : 1);
            INDArray out =
                    workspaces.createUninitialized(
                            ArrayType.ACTIVATIONS, dataType, new long[] {n, c}, 'c');
            if (OneDnnMaps.handles(input, format())) {
                kernel.get(k -> k.fits(input), () -> Pooling.mean(input.shape()))
                        .forward(input, out);
                return out;
            }
            ChannelView pixels = geometry;
            if (pixels == null || !pixels.fits(input)) {
                pixels = new ChannelView(input, format(), true);
                geometry = pixels;
            }
            INDArray statistic =
                    channelsLast() ? out.reshape('c', n, 1, c) : out.reshape('c', n, c, 1);
            pixels.sum(pixels.view(input), statistic);
            return out.divi(pixels.count());
        }

        @Override
        INDArray inputGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
            if (OneDnnMaps.handles(input, format())) {
                INDArray spread =
                        workspaces.createUninitialized(
                                ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
                kernel.last().backward(OneDnnMaps.dense(epsilon), spread);
                return spread;
            }
            INDArray gradient =
                    workspaces.create(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
            ChannelView pixels = Objects.requireNonNull(geometry, "a forward pass comes first");
            INDArray share = epsilon.div(pixels.count());
            long n = share.size(0);
            long c = share.size(1);
            INDArray statistic = channelsLast() ? share.reshape(n, 1, c) : share.reshape(n, c, 1);
            INDArray view = pixels.view(gradient);
            NativeOps.add(view, statistic, view);
            return gradient;
        }
    }

    /** Permutes NCHW to NHWC or back. */
    static final class Permute extends MapLayerRuntime<Relayout> {
        private static final long serialVersionUID = 1L;

        private static final int[] TO_NHWC = {0, 2, 3, 1};
        private static final int[] TO_NCHW = {0, 3, 1, 2};

        private final transient ShapeCache<LayoutChange> kernel = new ShapeCache<>();

        Permute(NeuralNetConfiguration conf, DataType dataType) {
            super(conf, dataType);
        }

        @Override
        public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
            assertInputSet(false);
            return permuted(
                    input, channelsLast() ? TO_NCHW : TO_NHWC, ArrayType.ACTIVATIONS, workspaces);
        }

        @Override
        INDArray inputGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
            return permuted(
                    epsilon,
                    channelsLast() ? TO_NHWC : TO_NCHW,
                    ArrayType.ACTIVATION_GRAD,
                    workspaces);
        }

        private INDArray permuted(
                INDArray array, int[] order, ArrayType type, LayerWorkspaceMgr workspaces) {
            INDArray view = array.permute(order);
            INDArray out =
                    workspaces.createUninitialized(type, array.dataType(), view.shape(), 'c');
            if (OneDnn.handles(array)) {
                INDArray planes = order == TO_NHWC ? array : out;
                LayoutChange relayouts =
                        kernel.get(k -> k.fits(planes), () -> new LayoutChange(planes.shape()));
                if (order == TO_NHWC) {
                    relayouts.toNhwc(array, out);
                } else {
                    relayouts.toNchw(array, out);
                }
                return out;
            }
            try (MemoryWorkspace ws = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                out.assign(view);
            }
            return out;
        }
    }
}
