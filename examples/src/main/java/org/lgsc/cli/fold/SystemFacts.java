package org.lgsc.cli.fold;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.lgsc.core.LgscVersion;
import org.lgsc.core.foreign.ForeignCard;
import org.lgsc.core.foreign.ForeignNetwork;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.file.PublishedFile;
import org.lgsc.core.model.ModelDescription;
import org.lgsc.core.model.ModelMetadata;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.core.model.Provenance;
import org.lgsc.eval.internal.protocol.ScoreFacts;
import org.lgsc.train.internal.DataFaults;

/** Metadata of the system that produced the scores, for a report. */
public final class SystemFacts {
    private SystemFacts() {}

    /**
     * Metadata of a model file, in a map that can be extended.
     *
     * @param method lgsc or the name of a baseline
     */
    public static Map<String, String> of(
            Path model, String method, Preprocessing preprocessing, Provenance provenance) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("model", model.getFileName().toString());
        facts.put(ScoreFacts.MODEL_HASH, PublishedFile.sha256(model));
        facts.put("method", method);
        facts.put("preprocessing", preprocessing.toString());
        facts.put(ScoreFacts.TRAINED_ON, provenance.dataset());
        facts.put("trained on, data hash", provenance.dataHash());
        facts.put(ScoreFacts.SEED, Long.toString(provenance.seed()));
        facts.put(
                "trained by",
                RootFormat.of(
                        "LGSC for Java %s, Deeplearning4j %s, %s",
                        provenance.lgscVersion(), provenance.dl4jVersion(), provenance.created()));
        String faults = provenance.training().get(DataFaults.KEY);
        if (faults != null) {
            facts.put(ScoreFacts.CARD + "known failures", faults);
        }
        facts.put("scored by", "LGSC for Java " + LgscVersion.current());
        return facts;
    }

    /** Metadata of third-party networks, in a map that can be extended. */
    public static Map<String, String> ofCard(Path card, ForeignNetwork network) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("model", card.getFileName().toString());
        facts.put(ScoreFacts.MODEL_HASH, ForeignCard.fingerprint(card));
        facts.put("method", network.card().name());
        facts.put("preprocessing", network.card().networks().toString());
        facts.put("scored by", "LGSC for Java " + LgscVersion.current() + ", " + network.runsOn());
        network.card()
                .description()
                .rows()
                .forEach(
                        row ->
                                facts.merge(
                                        ScoreFacts.CARD + row.name(),
                                        row.value(),
                                        (a, b) -> a + "; " + b));
        return facts;
    }

    /** Contents of the model's card, for the model section of a report. */
    public static Map<String, String> ofCard(ModelMetadata model) {
        Map<String, String> facts = new TreeMap<>();
        ModelDescription.of(model)
                .rows()
                .forEach(row -> facts.put(ScoreFacts.CARD + row.name(), row.value()));
        return facts;
    }
}
