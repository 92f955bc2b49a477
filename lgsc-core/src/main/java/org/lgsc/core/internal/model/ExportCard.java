package org.lgsc.core.internal.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.json.StrictJson;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.ModelCard;
import org.lgsc.core.model.ModelDescription;
import org.lgsc.core.model.ModelMetadata;

/** Metadata, as JSON, that accompany a model's weights in files of other formats. */
public final class ExportCard {
    private static final ObjectMapper JSON = StrictJson.mapper(20);

    private ExportCard() {}

    /**
     * Returns the model's metadata with its {@link ModelCard}, the card in words, and the steps
     * from a photograph to a score as sentences.
     *
     * @param input input of the exported network, in words
     */
    public static String json(LgscModel model, String input) {
        ObjectMapper json = new ObjectMapper();
        ObjectNode card = json.valueToTree(model.metadata());
        card.put("score", "mean of |cue|; live when at most threshold.spoofScore");
        card.put("input", input);
        ObjectNode words = card.putObject("inWords");
        ModelDescription.of(model.metadata()).rows().forEach(r -> words.put(r.name(), r.value()));
        ArrayNode steps = card.putArray("fromPhotographToScore");
        model.metadata().preprocessing().geometry().steps().forEach(steps::add);
        try {
            return json.writeValueAsString(card);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("metadata is JSON", e);
        }
    }

    /**
     * Reads the metadata of a model from its exported weights.
     *
     * @param file file of the weights, for messages
     * @throws LgscException when they are damaged or were written by a newer version
     */
    public static ModelMetadata read(String json, Path file) {
        try {
            ModelMetadata model = JSON.readValue(json, ModelMetadata.class);
            if (model == null) {
                throw unreadable(file, "it is null", null);
            }
            if (model.formatVersion() > ModelMetadata.FORMAT_VERSION) {
                throw LgscException.ofFile(
                        "%s was written by a newer version of this library (format %s, this one"
                                + " reads up to %s): update it.",
                        file, model.formatVersion(), ModelMetadata.FORMAT_VERSION);
            }
            return model;
        } catch (JsonProcessingException e) {
            throw unreadable(file, StrictJson.reason(e), e);
        }
    }

    private static LgscException unreadable(Path file, String why, @Nullable Exception cause) {
        return LgscException.of(
                LgscException.Kind.FILE,
                cause,
                "%s describes its model in an entry \"lgsc\" that cannot be read (%s): export"
                        + " the weights again, or remove the entry.",
                file,
                why);
    }
}
