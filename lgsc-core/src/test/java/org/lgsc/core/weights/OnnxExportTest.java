package org.lgsc.core.weights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.ValueInfoProto;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.LgscNetwork;

/** The written graph as such; whether it computes the same is tested where ONNX Runtime is. */
class OnnxExportTest {
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
    void everyInputOfANodeIsThereBeforeIt() {
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
    void weightsBearTheirTorchNamesAndTheClassifierStaysBehind() {
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
}
