package org.lgsc.core.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.ValueInfoProto;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_dnn.Net;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lgsc.core.LgscException;
import org.lgsc.core.geometry.WorkingSize;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.model.Calibration;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.ModelMetadata;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.NormKind;
import org.lgsc.core.scoring.CueSource;
import org.lgsc.core.scoring.SpoofScore;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Tests the written graph; the results are compared in the tests with ONNX Runtime. */
class OnnxExportTest {
    @TempDir Path folder;

    private static LgscModel model;
    private static ModelProto onnx;

    @BeforeAll
    static void export() {
        model =
                LgscModel.untrained(
                        LgscNetwork.builder().baseWidth(2).inputSize(32).seed(7).build(),
                        InputScaling.SYMMETRIC);
        onnx = OnnxExport.proto(model);
    }

    @Test
    void everyInputOfANodePrecedesIt() {
        Set<String> known = new HashSet<>(Set.of(""));
        onnx.getGraph().getInputList().forEach(i -> known.add(i.getName()));
        onnx.getGraph()
                .getInitializerList()
                .forEach(i -> assertThat(known.add(i.getName())).as(i.getName()).isTrue());
        for (NodeProto node : onnx.getGraph().getNodeList()) {
            assertThat(known).containsAll(node.getInputList());
            assertThat(known.add(node.getOutput(0))).as(node.getOutput(0)).isTrue();
        }
        assertThat(onnx.getGraph().getOutputList())
                .extracting(ValueInfoProto::getName)
                .containsExactly("cue", "spoof_score")
                .allMatch(known::contains);
    }

    @Test
    void theBatchIsFreeAndTheOpsetStated() {
        var shape = onnx.getGraph().getInput(0).getType().getTensorType().getShape();
        assertThat(shape.getDim(0).getDimParam()).isEqualTo("N");
        assertThat(List.of(shape.getDim(1), shape.getDim(2), shape.getDim(3)))
                .extracting(d -> d.getDimValue())
                .containsExactly(3L, 64L, 64L);
        assertThat(onnx.getOpsetImport(0).getVersion()).isEqualTo(OnnxExport.OPSET);
    }

    @Test
    void everyAttributeHasItsValue() {
        // proto3 omits a zero, and readers that look for the value do not find it
        for (NodeProto node : onnx.getGraph().getNodeList()) {
            for (AttributeProto attribute : node.getAttributeList()) {
                boolean there =
                        switch (attribute.getType()) {
                            case INT -> attribute.getI() != 0;
                            case INTS -> attribute.getIntsCount() > 0;
                            case FLOAT -> attribute.getF() != 0;
                            case STRING -> !attribute.getS().isEmpty();
                            default -> false;
                        };
                assertThat(there).as(node.getName() + " " + attribute.getName()).isTrue();
            }
        }
    }

    @Test
    void whatTheCheckerOfOnnxAsksFor() {
        assertThat(onnx.getIrVersion()).isPositive();
        assertThat(onnx.getGraph().getName()).isNotEmpty();
        Set<String> names = new HashSet<>();
        for (NodeProto node : onnx.getGraph().getNodeList()) {
            assertThat(node.getOpType()).isNotEmpty();
            assertThat(node.getDomain()).isEmpty();
            assertThat(names.add(node.getName())).as(node.getName()).isTrue();
            assertThat(node.getAttributeList().stream().map(AttributeProto::getName).distinct())
                    .hasSameSizeAs(node.getAttributeList());
        }
        for (TensorProto tensor : onnx.getGraph().getInitializerList()) {
            long values = 1;
            for (long size : tensor.getDimsList()) {
                values *= size;
            }
            boolean floats = tensor.getDataType() == TensorProto.DataType.FLOAT.getNumber();
            assertThat((long) tensor.getRawData().size())
                    .as(tensor.getName())
                    .isEqualTo(values * (floats ? 4 : 8));
            assertThat(tensor.getName()).isNotEmpty();
        }
        for (ValueInfoProto value : onnx.getGraph().getOutputList()) {
            assertThat(value.getType().getTensorType().getElemType()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(NormKind.class)
    void openCvComputesTheSame(NormKind norm) {
        LgscModel exported =
                LgscModel.untrained(
                        LgscNetwork.builder()
                                .baseWidth(4)
                                .inputSize(64)
                                .decoderNorm(norm)
                                .seed(11)
                                .build(),
                        InputScaling.SYMMETRIC);
        Path file = folder.resolve("model.onnx");
        OnnxExport.write(exported, file);
        byte[] rgb = new byte[3 * 64 * 64];
        new Random(5).nextBytes(rgb);
        RgbImage image = new RgbImage(64, 64, rgb);
        INDArray input = exported.metadata().preprocessing().scaling().toArray(image);
        INDArray cues = CueSource.of(exported.graph()).cues(input);
        float[] expected = cues.dup('c').data().asFloat();
        float[] planes = new float[rgb.length];
        for (int c = 0; c < 3; c++) {
            for (int i = 0; i < 64 * 64; i++) {
                planes[c * 64 * 64 + i] = rgb[3 * i + c] & 0xff;
            }
        }
        try (Net net = opencv_dnn.readNetFromONNX(file.toString());
                FloatPointer values = new FloatPointer(planes);
                Mat blob = new Mat(4, new int[] {1, 3, 64, 64}, opencv_core.CV_32F, values)) {
            net.setInput(blob);
            assertThat(floats(net.forward("cue"), expected.length))
                    .usingComparatorWithPrecision(2e-3f)
                    .containsExactly(expected);
            assertThat(floats(net.forward("spoof_score"), 1)[0])
                    .isCloseTo((float) SpoofScore.ofMaps(cues)[0], within(1e-5f));
        }
    }

    private static float[] floats(Mat mat, int count) {
        float[] values = new float[count];
        assertThat(mat.total()).isEqualTo(count);
        new FloatPointer(mat.data()).get(values);
        return values;
    }

    @Test
    void weightsHaveTheirTorchNamesAndTheClassifierIsOmitted() {
        List<String> names =
                onnx.getGraph().getInitializerList().stream().map(TensorProto::getName).toList();
        assertThat(names)
                .contains("encoder.layer2.0.downsample.1.running_var", "d5.up.weight")
                .noneMatch(n -> n.startsWith("aux.") || n.startsWith("fc."));
    }

    @Test
    void theModelCardGoesWithIt() throws Exception {
        JsonNode card = new ObjectMapper().readTree(onnx.getMetadataProps(0).getValue());
        assertThat(card.path("threshold").path("spoofScore").asDouble()).isEqualTo(0.01);
        assertThat(
                        card.path("preprocessing")
                                .path("geometry")
                                .path("crop")
                                .path("enlargement")
                                .asDouble())
                .isEqualTo(1.3);
        assertThat(card.path("provenance").path("seed").asLong()).isEqualTo(7);
        assertThat(card.path("fromPhotographToScore"))
                .extracting(JsonNode::asText)
                .anyMatch(step -> step.contains("round(1.3 * max(w, h))"))
                .anyMatch(step -> step.contains("S = 64"));
    }

    @Test
    void rangesOfAnotherNetworkOrOfOtherFacesAreRefused() {
        Map<String, Calibration.Range> ranges = Map.of("x", new Calibration.Range(0, 1));
        Preprocessing own = model.metadata().preprocessing();
        assertThatExceptionOfType(LgscException.class)
                .isThrownBy(() -> writeQuantised(wide(), own, ranges))
                .withMessageContaining("quantised for another network");
        Preprocessing other = own.withGeometry(own.geometry().withWorking(WorkingSize.of(160)));
        assertThatExceptionOfType(LgscException.class)
                .isThrownBy(() -> writeQuantised(model, other, ranges))
                .withMessageContaining("another preprocessing of faces");
    }

    /** With enough channels for integer products. */
    private static LgscModel wide() {
        return LgscModel.untrained(
                LgscNetwork.builder().baseWidth(16).inputSize(32).seed(7).build(),
                InputScaling.SYMMETRIC);
    }

    private void writeQuantised(
            LgscModel of, Preprocessing faces, Map<String, Calibration.Range> ranges) {
        ModelMetadata calibrated =
                of.metadata().withCalibration(new Calibration(50, faces, ranges));
        OnnxExport.writeQuantised(
                new LgscModel(of.graph(), calibrated), folder.resolve("int8.onnx"));
    }
}
