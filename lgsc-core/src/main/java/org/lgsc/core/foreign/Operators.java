package org.lgsc.core.foreign;

import java.util.Set;
import onnx.Onnx.TensorProto;

/**
 * Supported operators of ONNX. Operators whose work depends on the pictures, operators that run
 * others (Loop, If, Scan), and operators that image classifiers do not use are excluded.
 */
final class Operators {
    /** Operators that OpenCV's importer is known to read correctly. */
    private static final Set<String> OPENCV =
            words(
                    """
                    Abs Add AveragePool BatchNormalization Cast Clip Concat Constant Conv
                    Div Dropout Elu Flatten Gather Gemm GlobalAveragePool GlobalMaxPool
                    Identity InstanceNormalization LeakyRelu MatMul MaxPool Mul PRelu Pad
                    ReduceMean Relu Reshape Resize Shape Sigmoid Slice Softmax Squeeze Sub
                    Tanh Transpose Unsqueeze Upsample
                    """);

    /** Additional operators that ONNX Runtime runs. */
    private static final Set<String> OTHERS =
            words(
                    """
                    ArgMax ConstantOfShape ConvInteger ConvTranspose DepthToSpace
                    DequantizeLinear DynamicQuantizeLinear DynamicQuantizeMatMul Equal Erf
                    Exp Expand FusedConv FusedGemm FusedMatMul Gelu HardSigmoid HardSwish
                    LRN LayerNormalization Log LogSoftmax LpNormalization MatMulInteger
                    MatMulIntegerToFloat Max Mean Min Mish Neg Pow QGemm QLinearAdd
                    QLinearAveragePool QLinearConcat QLinearConv QLinearGlobalAveragePool
                    QLinearLeakyRelu QLinearMatMul QLinearMul QLinearSigmoid QLinearSoftmax
                    QuantizeLinear Reciprocal ReduceL2 ReduceMax ReduceMin ReduceSum Selu
                    SpaceToDepth Split Sqrt Sum Where
                    """);

    private Operators() {}

    private static Set<String> words(String names) {
        return Set.of(names.strip().split("\\s+"));
    }

    /** Whether an operator is supported by one of the runners. */
    static boolean isKnown(String operator) {
        return OPENCV.contains(operator) || OTHERS.contains(operator);
    }

    /** Whether OpenCV supports all of these operators. */
    static boolean areOpenCvs(Set<String> operators) {
        return OPENCV.containsAll(operators);
    }

    /** Number of bytes of a value of a tensor's type; 0 for unsupported types. */
    static int bytes(int type) {
        return switch (type) {
            case TensorProto.DataType.UINT8_VALUE,
                    TensorProto.DataType.INT8_VALUE,
                    TensorProto.DataType.BOOL_VALUE ->
                    1;
            case TensorProto.DataType.FLOAT16_VALUE,
                    TensorProto.DataType.BFLOAT16_VALUE,
                    TensorProto.DataType.INT16_VALUE,
                    TensorProto.DataType.UINT16_VALUE ->
                    2;
            case TensorProto.DataType.FLOAT_VALUE,
                    TensorProto.DataType.INT32_VALUE,
                    TensorProto.DataType.UINT32_VALUE ->
                    4;
            case TensorProto.DataType.DOUBLE_VALUE,
                    TensorProto.DataType.INT64_VALUE,
                    TensorProto.DataType.UINT64_VALUE ->
                    8;
            default -> 0;
        };
    }

    /** How many numbers stand in the list that belongs to a tensor's type. */
    static int listed(TensorProto tensor) {
        return switch (tensor.getDataType()) {
            case TensorProto.DataType.FLOAT_VALUE -> tensor.getFloatDataCount();
            case TensorProto.DataType.DOUBLE_VALUE -> tensor.getDoubleDataCount();
            case TensorProto.DataType.INT64_VALUE -> tensor.getInt64DataCount();
            case TensorProto.DataType.UINT32_VALUE, TensorProto.DataType.UINT64_VALUE ->
                    tensor.getUint64DataCount();
            default -> tensor.getInt32DataCount();
        };
    }
}
