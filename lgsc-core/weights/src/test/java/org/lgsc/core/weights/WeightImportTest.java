package org.lgsc.core.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.core.LgscException;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.internal.file.PublishedFile;
import org.lgsc.core.internal.network.TorchNames;
import org.lgsc.core.internal.weights.ElementType;
import org.lgsc.core.internal.weights.StateDict;
import org.lgsc.core.internal.weights.Tensor;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.AuxiliaryInput;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.NormKind;
import org.lgsc.data.fixture.TinyNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class WeightImportTest {
    @TempDir Path folder;

    private static LgscNetwork network(long seed) {
        return LgscNetwork.builder().baseWidth(2).inputSize(64).seed(seed).build();
    }

    private static Path fixture(String name) {
        return TinyNetwork.folder().resolve(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"weights.npz", "weights.pth"})
    void aWholeStateDictOfTorchGivesItsScores(String name) throws Exception {
        Path weights = fixture(name);
        LgscModel model =
                WeightImport.open(weights).networkModel(network(3), InputScaling.SYMMETRIC);
        INDArray x = Nd4j.createFromNpzFile(fixture("input.npz").toFile()).get("x");
        INDArray expected = Nd4j.createFromNpzFile(fixture("eval.npz").toFile()).get("cue");
        INDArray cue = model.graph().feedForward(new INDArray[] {x}, false, true).get("cue");
        assertThat(cue.castTo(expected.dataType()).sub(expected).amaxNumber().doubleValue())
                .isLessThan(2e-3);
        assertThat(model.metadata().provenance().dataHash())
                .isEqualTo(PublishedFile.sha256(weights));
    }

    @Test
    void exportedWeightsAreImportedBitByBit() {
        ComputationGraph graph = network(3).init();
        Path file = folder.resolve("w.safetensors");
        StateDict.of(graph).writeSafetensors(file, Map.of());
        WeightImport weights = WeightImport.open(file);
        assertThat(weights.baseWidth()).isEqualTo(2);
        assertThat(weights.networkModel(network(4), InputScaling.SYMMETRIC).graph().params())
                .isEqualTo(graph.params());
        assertThat(network(4).init().params()).isNotEqualTo(graph.params());
    }

    @Test
    void aDescriptionThatIsNullIsAProblemOfTheFile() {
        Path file = folder.resolve("null.safetensors");
        StateDict.of(network(3).init()).writeSafetensors(file, Map.of("lgsc", "null"));
        WeightImport weights = WeightImport.open(file);
        assertThatThrownBy(weights::preprocessing)
                .isInstanceOf(LgscException.class)
                .hasMessageStartingWith(
                        file + " describes its model in an entry \"lgsc\" that cannot be read");
    }

    /** With torchvision's names, and the additional entries of an ImageNet file. */
    private Map<String, Tensor> torchvision() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        StateDict.of(network(3).init())
                .tensors()
                .forEach(
                        (name, tensor) -> {
                            if (name.startsWith("encoder.")) {
                                tensors.put(name.substring("encoder.".length()), tensor);
                            }
                        });
        tensors.put("bn1.num_batches_tracked", new Tensor(ElementType.INT64, new long[0], one()));
        tensors.put("fc.bias", new Tensor(ElementType.FLOAT32, new long[] {1}, one()));
        return tensors;
    }

    private static float[] one() {
        return new float[] {1};
    }

    private Path saved(Map<String, Tensor> tensors) {
        Path file = folder.resolve("encoder.safetensors");
        new StateDict(tensors).writeSafetensors(file, Map.of());
        return file;
    }

    @Test
    void anEncoderComesUnderTorchvisionsNames() {
        LgscModel model =
                WeightImport.open(saved(torchvision()))
                        .encoderModel(network(9), InputScaling.IMAGENET);
        StateDict after = StateDict.of(model.graph());
        torchvision()
                .forEach(
                        (name, tensor) -> {
                            Tensor now = after.tensors().get("encoder." + name);
                            if (now != null) {
                                assertThat(now.values()).as(name).isEqualTo(tensor.values());
                            }
                        });
        assertThat(model.graph().getParam("decoder1_up_W"))
                .isEqualTo(network(9).init().getParam("decoder1_up_W"));
        assertThat(model.metadata().preprocessing().scaling()).isEqualTo(InputScaling.IMAGENET);
    }

    @Test
    void everyFaultIsListedAndNothingIsSet() {
        Map<String, Tensor> tensors = torchvision();
        tensors.remove("layer1.0.conv1.weight");
        tensors.put("layer9.weight", tensors.get("bn1.weight"));
        tensors.put("bn1.bias", new Tensor(ElementType.FLOAT32, new long[] {1}, one()));
        tensors.put(
                "bn1.running_var",
                new Tensor(ElementType.FLOAT32, new long[] {2}, new float[] {1, -1}));
        ComputationGraph graph = network(9).init();
        INDArray before = graph.params().dup();
        WeightImport weights = WeightImport.open(saved(tensors));
        assertThatThrownBy(() -> weights.intoEncoder(graph))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("encoder.safetensors")
                .hasMessageContaining("missing: encoder.layer1.0.conv1.weight;")
                .hasMessageContaining("unexpected: encoder.layer9.weight;")
                .hasMessageContaining("encoder.bn1.bias FLOAT32 [1] instead of [2]")
                .hasMessageContaining("encoder.bn1.running_var");
        assertThat(graph.params()).isEqualTo(before);
    }

    @Test
    void everyDecoderAndClassifierComesBack() {
        for (NormKind norm : NormKind.values()) {
            for (AuxiliaryInput auxiliary : AuxiliaryInput.values()) {
                ComputationGraph graph =
                        LgscNetwork.builder()
                                .baseWidth(2)
                                .inputSize(32)
                                .decoderNorm(norm)
                                .auxiliaryInput(auxiliary)
                                .seed(3)
                                .build()
                                .init();
                WeightImport weights = WeightImport.open(saved(StateDict.of(graph).tensors()));
                LgscNetwork network = weights.network().inputSize(32).seed(4).build();
                assertThat(network.options().decoderNorm()).isEqualTo(norm);
                assertThat(network.options().auxiliaryInput() == AuxiliaryInput.NONE)
                        .isEqualTo(auxiliary == AuxiliaryInput.NONE);
                assertThat(weights.networkModel(network, InputScaling.SYMMETRIC).graph().params())
                        .isEqualTo(graph.params());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"module.", "model.", "model.module.", "module.model."})
    void wrapperPrefixesAreRemoved(String prefix) {
        ComputationGraph graph = network(3).init();
        Map<String, Tensor> wrapped = new LinkedHashMap<>();
        StateDict.of(graph).tensors().forEach((name, t) -> wrapped.put(prefix + name, t));
        WeightImport weights = WeightImport.open(saved(wrapped));
        assertThat(weights.networkModel(network(4), InputScaling.SYMMETRIC).graph().params())
                .isEqualTo(graph.params());
    }

    @Test
    void anEncoderAloneIsNotANetwork() {
        assertThatThrownBy(
                        () ->
                                WeightImport.open(saved(torchvision()))
                                        .networkModel(network(9), InputScaling.SYMMETRIC))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("missing: encoder.conv1.weight")
                .hasMessageContaining("more");
        assertThat(TorchNames.of(network(9).init())).hasSizeGreaterThan(200);
    }
}
