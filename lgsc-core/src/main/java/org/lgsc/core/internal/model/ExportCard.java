package org.lgsc.core.internal.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.ModelCard;
import org.lgsc.core.model.ModelDescription;

/** Metadata, as JSON, that accompany a model's weights in files of other formats. */
public final class ExportCard {
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
}
