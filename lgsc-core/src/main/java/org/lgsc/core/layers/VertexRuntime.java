package org.lgsc.core.layers;

import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.onednn.Channels;
import org.lgsc.core.internal.onednn.Elementwise;
import org.lgsc.core.internal.onednn.OneDnn;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Runtimes of the vertices with two inputs. */
abstract class VertexRuntime extends BaseGraphVertex {
    private static final long serialVersionUID = 1L;

    VertexRuntime(ComputationGraph graph, String name, int index, DataType dataType) {
        super(graph, name, index, null, null, dataType);
    }

    abstract INDArray forward(
            INDArray a, INDArray b, boolean training, LayerWorkspaceMgr workspaces);

    abstract INDArray[] backward(INDArray epsilon, LayerWorkspaceMgr workspaces);

    @Override
    public final INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        if (!canDoForward()) {
            throw new IllegalStateException(
                    RootFormat.of("inputs of vertex \"%s\" are not set", getVertexName()));
        }
        return forward(inputs[0], inputs[1], training, workspaces);
    }

    @Override
    public final Pair<Gradient, INDArray[]> doBackward(
            boolean tbptt, LayerWorkspaceMgr workspaces) {
        if (!canDoBackward()) {
            throw new IllegalStateException(
                    RootFormat.of("gradient of vertex \"%s\" is not set", getVertexName()));
        }
        return new Pair<>(null, backward(epsilon, workspaces));
    }

    @Override
    public boolean hasLayer() {
        return false;
    }

    @Override
    public @Nullable Layer getLayer() {
        return null;
    }

    @Override
    public void setBackpropGradientsViewArray(@Nullable INDArray view) {
        if (view != null) {
            throw new IllegalArgumentException(
                    RootFormat.of("vertex \"%s\" has no parameters", getVertexName()));
        }
    }

    @Override
    public @Nullable Pair<INDArray, MaskState> feedForwardMaskArrays(
            INDArray @Nullable [] masks, MaskState state, int minibatchSize) {
        return masks == null ? null : new Pair<>(masks[0], state);
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "(" + getVertexName() + ")";
    }

    static final class Add extends VertexRuntime {
        private static final long serialVersionUID = 1L;

        private final AddVertex.Activation activation;
        private final transient ShapeCache<Elementwise> kernel = new ShapeCache<>();
        private transient @Nullable INDArray output;

        Add(
                ComputationGraph graph,
                String name,
                int index,
                DataType dataType,
                AddVertex.Activation activation) {
            super(graph, name, index, dataType);
            this.activation = activation;
        }

        @Override
        INDArray forward(INDArray a, INDArray b, boolean training, LayerWorkspaceMgr workspaces) {
            INDArray out =
                    workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, a.shape(), 'c');
            output = training ? out : null;
            if (OneDnn.handles(a) && OneDnn.handles(b)) {
                kernel.get(k -> k.fits(a), () -> new Elementwise(a.shape(), activation.fused()))
                        .forward(a, b, out);
                return out;
            }
            NativeOps.add(a, b, out);
            if (activation == AddVertex.Activation.RELU) {
                NativeOps.relu(out, out);
            }
            if (activation == AddVertex.Activation.TANH) {
                NativeOps.tanh(out, out);
            }
            return out;
        }

        /**
         * Both inputs receive the same array. The graph may add further gradients to it in place,
         * but only when it reaches a vertex that precedes all readers of the array
         * (docs/internals.md).
         */
        @Override
        INDArray[] backward(INDArray epsilon, LayerWorkspaceMgr workspaces) {
            INDArray gradient =
                    workspaces.createUninitialized(
                            ArrayType.ACTIVATION_GRAD, dataType, epsilon.shape(), 'c');
            if (activation == AddVertex.Activation.NONE) {
                gradient.assign(epsilon);
                return new INDArray[] {gradient, gradient};
            }
            INDArray result = Objects.requireNonNull(output, "a forward pass comes first");
            if (OneDnn.handles(result)) {
                kernel.last().backward(result, OneDnnMaps.dense(epsilon), gradient);
            } else if (activation == AddVertex.Activation.RELU) {
                NativeOps.reluGradient(result, epsilon, gradient);
            } else {
                NativeOps.multiply(result, result, gradient);
                gradient.rsubi(1.0);
                NativeOps.multiply(gradient, epsilon, gradient);
            }
            return new INDArray[] {gradient, gradient};
        }

        @Override
        public void clear() {
            super.clear();
            output = null;
        }
    }

    static final class Concat extends VertexRuntime {
        private static final long serialVersionUID = 1L;

        private final CNN2DFormat format;
        private final transient ShapeCache<Channels> kernel = new ShapeCache<>();

        Concat(
                ComputationGraph graph,
                String name,
                int index,
                DataType dataType,
                CNN2DFormat format) {
            super(graph, name, index, dataType);
            this.format = format;
        }

        private int dimension() {
            return format == CNN2DFormat.NHWC ? 3 : 1;
        }

        @Override
        INDArray forward(INDArray a, INDArray b, boolean training, LayerWorkspaceMgr workspaces) {
            long[] shape = a.shape().clone();
            shape[dimension()] += b.size(dimension());
            INDArray out =
                    workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
            if (OneDnnMaps.handles(a, format) && OneDnnMaps.handles(b, format)) {
                kernel(a, b).together(a, b, out);
            } else {
                NativeOps.concat(a, b, out, dimension());
            }
            return out;
        }

        private Channels kernel(INDArray a, INDArray b) {
            return kernel.get(k -> k.fits(a, b), () -> new Channels(a.shape(), b.shape()));
        }

        @Override
        INDArray[] backward(INDArray epsilon, LayerWorkspaceMgr workspaces) {
            INDArray[] gradients = new INDArray[2];
            for (int i = 0; i < 2; i++) {
                gradients[i] =
                        workspaces.createUninitialized(
                                ArrayType.ACTIVATION_GRAD, dataType, inputs[i].shape(), 'c');
            }
            if (OneDnnMaps.handles(epsilon, format)) {
                kernel(gradients[0], gradients[1]).apart(epsilon, gradients[0], gradients[1]);
                return gradients;
            }
            long offset = 0;
            for (int i = 0; i < 2; i++) {
                long[] shape = inputs[i].shape();
                INDArrayIndex[] part =
                        new INDArrayIndex[] {
                            NDArrayIndex.all(),
                            NDArrayIndex.all(),
                            NDArrayIndex.all(),
                            NDArrayIndex.all()
                        };
                part[dimension()] = NDArrayIndex.interval(offset, offset + shape[dimension()]);
                gradients[i].assign(epsilon.get(part));
                offset += shape[dimension()];
            }
            return gradients;
        }
    }
}
