package org.lgsc.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.LgscException;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.network.LgscNetwork;

/** The card of a model, in its file and in words. */
class ModelCardTest {
    @TempDir Path folder;

    private static ModelMetadata metadata(ModelCard card) {
        return LgscModel.untrained(
                        LgscNetwork.builder().baseWidth(2).inputSize(32).build(),
                        InputScaling.SYMMETRIC)
                .metadata()
                .withCard(card);
    }

    @Test
    void aCardComesBackFromItsFile() {
        SavedModel saved = new SavedModel(folder);
        assertThat(LgscModel.load(saved.file()).metadata().card()).isEqualTo(SavedModel.card());
    }

    @Test
    void aModelWithoutACardStatesNothing() throws Exception {
        SavedModel saved = new SavedModel(folder);
        ObjectMapper json = new ObjectMapper();
        ObjectNode metadata = (ObjectNode) json.readTree(saved.entry("lgsc.json"));
        assertThat(metadata.remove("card")).isNotNull();
        Path earlier =
                saved.with(
                        folder.resolve("earlier.zip"),
                        Map.of("lgsc.json", json.writeValueAsBytes(metadata)));
        LgscModel model = LgscModel.load(earlier);
        assertThat(model.metadata().card()).isEqualTo(ModelCard.NOT_STATED);
        assertThat(model.metadata().card().caution()).isEmpty();
        assertThat(ModelDescription.of(model.metadata()).rows())
                .filteredOn(r -> r.value().equals("not stated"))
                .extracting(ModelDescription.Row::name)
                .contains("for", "not for", "trained on", "development error");
    }

    @Test
    void theCardInWords() {
        String text = ModelDescription.of(metadata(SavedModel.card())).toText();
        assertThat(text)
                .contains(
                        "drawn (simulated): 3 people, 9 live and 6 attack pictures (print 6), faces of"
                                + " 96 to 160 pixels",
                        "ACER 5.00 %, D-EER 4.00 %; BPCER 5.00 % (1/20) [0.10, 25.00]",
                        "color-texture on the same data: ACER 2.00 %",
                        "not fitted on any data");
    }

    @Test
    void untrustedNamesCannotEndALine() {
        ModelCard card =
                ModelCard.builder()
                        .training(
                                new ModelCard.Data(
                                        "a\u001b[2Jb",
                                        DataKind.RECORDED,
                                        1,
                                        1,
                                        Map.of("print\nnot for nothing", 1),
                                        0,
                                        0))
                        .notFor(List.of("this\r\nor\u202ethat"))
                        .build();
        assertThat(ModelDescription.of(metadata(card)).rows())
                .allSatisfy(
                        r -> assertThat(r.value()).doesNotContain("\u001b", "\n", "\r", "\u202e"));
    }

    @Test
    void modelsTrainedOnSimulatedDataAloneSaySo() {
        for (DataKind kind : DataKind.values()) {
            ModelCard card =
                    ModelCard.builder()
                            .training(new ModelCard.Data("d", kind, 1, 1, Map.of(), 0, 0))
                            .build();
            assertThat(card.caution().isPresent())
                    .as(kind.name())
                    .isEqualTo(kind == DataKind.SIMULATED || kind == DataKind.SIMULATED_ATTACKS);
        }
    }

    @Test
    void impossibleNumbersAreRefused() throws Exception {
        assertThatIllegalArgumentException().isThrownBy(() -> new ModelCard.ErrorRate(3, 2, 0, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelCard.Baseline("lbp", Double.NaN, 0));
        SavedModel saved = new SavedModel(folder);
        ObjectMapper json = new ObjectMapper();
        ObjectNode metadata = (ObjectNode) json.readTree(saved.entry("lgsc.json"));
        ((ObjectNode) metadata.at("/card/training")).put("people", -1);
        Path changed =
                saved.with(
                        folder.resolve("changed.zip"),
                        Map.of("lgsc.json", json.writeValueAsBytes(metadata)));
        assertThatThrownBy(() -> LgscModel.load(changed))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("changed.zip")
                .hasMessageContaining("negative");
    }
}
