package org.lgsc.core.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What goes with a model's weights into files of other formats, as JSON. */
public final class ModelCard {
    private ModelCard() {}

    /**
     * The model's metadata, and what to do with a photograph in sentences.
     *
     * @param input what the exported network takes, in words
     */
    public static String json(LgscModel model, String input) {
        ObjectMapper json = new ObjectMapper();
        ObjectNode card = json.valueToTree(model.metadata());
        card.put("score", "mean of |cue|; live when at most threshold.spoofScore");
        card.put("input", input);
        ArrayNode steps = card.putArray("fromPhotographToScore");
        model.metadata().preprocessing().geometry().steps().forEach(steps::add);
        try {
            return json.writeValueAsString(card);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("metadata is JSON", e);
        }
    }
}
