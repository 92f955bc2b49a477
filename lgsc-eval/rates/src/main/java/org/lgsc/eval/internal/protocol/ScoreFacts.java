package org.lgsc.eval.internal.protocol;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.file.AtomicFile;
import org.lgsc.core.internal.file.PublishedFile;
import org.lgsc.eval.internal.json.ReportJson;

/**
 * Facts about the system that wrote a score file: {@code SCORES.csv.json} next to {@code
 * SCORES.csv}. They include the digest of the score file, so that they are not taken for the facts
 * of another file of the same name.
 *
 * @param scores SHA-256 of the score file, lower-case hexadecimal
 * @param system facts by name: model, its hash, preprocessing, latency
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ScoreFacts(
        @JsonProperty(value = "scores sha256", required = true) String scores,
        @JsonProperty("system") Map<String, String> system) {
    /** The fact that two score files of one fold must share. */
    public static final String MODEL_HASH = "model sha256";

    /** The data set that was scored, or the name of the folder. */
    public static final String DATASET = "data set";

    /** Faults of the data that was scored, such as copies of its pictures in another split. */
    public static final String DATA_FAULTS = "data faults";

    /** The protocol of the data set. */
    public static final String PROTOCOL = "protocol";

    /** The fold of the protocol; absent where it has none. */
    public static final String FOLD = "fold";

    /** Names of all folds of the protocol, separated by spaces. */
    public static final String FOLDS = "folds of the protocol";

    /** The split that was scored: train, dev or test. */
    public static final String SPLIT = "split";

    /** The data that the model was trained on. */
    public static final String TRAINED_ON = "trained on";

    /** The seed of the model's training: a fold may be trained with several. */
    public static final String SEED = "training seed";

    /** Prefix of the names of facts that are lines of the model's card. */
    public static final String CARD = "card: ";

    /** The number format in which the system computed its products. */
    public static final String PRECISION = "precision";

    /** The speed of the system. */
    public static final String LATENCY = "latency";

    /** Sorts and copies the facts; null is empty. */
    public ScoreFacts {
        Objects.requireNonNull(scores, "scores");
        system = system == null ? Map.of() : new TreeMap<>(system);
    }

    private static Path file(Path scores) {
        return scores.resolveSibling(scores.getFileName() + ".json");
    }

    /**
     * Writes the facts next to a complete score file.
     *
     * @throws LgscException when that fails
     */
    public static void write(Path scores, Map<String, String> system) {
        String facts = ReportJson.write(new ScoreFacts(PublishedFile.sha256(scores), system));
        AtomicFile.writeText(file(scores), facts);
    }

    /**
     * Reads the facts of a score file.
     *
     * @return empty when there are none
     * @throws LgscException when they are malformed, or those of another score file
     */
    public static Optional<ScoreFacts> read(Path scores) {
        Path file = file(scores);
        if (!Files.isRegularFile(file) || !Files.isRegularFile(scores)) {
            return Optional.empty();
        }
        ScoreFacts facts =
                ReportJson.read(
                        file,
                        ScoreFacts.class,
                        "%s does not describe a score file: %s. Remove it, or score again.");
        if (!facts.scores().equals(PublishedFile.sha256(scores))) {
            throw LgscException.of(
                    "%s was changed after %s was written, which describes the system that scored"
                            + " it; remove that file, or score again.",
                    scores, file.getFileName());
        }
        return Optional.of(facts);
    }

    /**
     * The facts of a fold's test scores.
     *
     * @param dev null when there are none
     * @throws LgscException as {@link #read}, and when another model wrote the development scores
     */
    public static Map<String, String> ofFold(@Nullable Path dev, Path test) {
        Optional<ScoreFacts> facts = read(test);
        requireSplit(test, facts, Split.TEST);
        if (dev != null) {
            Optional<ScoreFacts> learnt = read(dev);
            requireSplit(dev, learnt, Split.DEV);
            requireSameFold(dev, learnt, test, facts);
        }
        if (dev != null && facts.isPresent()) {
            String model = facts.get().system().get(MODEL_HASH);
            String other = read(dev).map(f -> f.system().get(MODEL_HASH)).orElse(null);
            if (model != null && other != null && !model.equals(other)) {
                throw LgscException.of(
                        "%s and %s were scored by different models: a threshold of one is"
                                + " meaningless on the other. Score both splits with one model.",
                        dev, test);
            }
        }
        return facts.map(ScoreFacts::system).orElse(Map.of());
    }

    private static void requireSplit(Path file, Optional<ScoreFacts> facts, Split wanted) {
        String split = facts.map(f -> f.system().get(SPLIT)).orElse(wanted.folder());
        if (!split.equals(wanted.folder())) {
            throw LgscException.of(
                    "%s holds scores of the %s split, but must hold those of the %s split; score"
                            + " that one with --split %s.",
                    file, split, wanted.folder(), wanted.folder());
        }
    }

    /** Both files must be of one fold, if both name it; another data set may be tested as well. */
    private static void requireSameFold(
            Path dev, Optional<ScoreFacts> first, Path test, Optional<ScoreFacts> second) {
        if (first.isEmpty() || second.isEmpty()) {
            return;
        }
        Map<String, String> a = first.get().system();
        Map<String, String> b = second.get().system();
        if (!a.containsKey(PROTOCOL) || !b.containsKey(PROTOCOL)) {
            return;
        }
        if (!place(a).equals(place(b))) {
            throw LgscException.of(
                    "%s holds scores of %s, but %s those of %s; the threshold must "
                            + "come from the fold of the test.",
                    dev, place(a), test, place(b));
        }
    }

    /**
     * Returns a note when the model was trained on another fold or protocol of the data set that it
     * scored: subjects of the test may then have been in its training data.
     *
     * @param system facts of a score file
     * @return a sentence without full stop; empty when there is nothing to note
     */
    public static Optional<String> otherFold(Map<String, String> system) {
        String trained = system.getOrDefault(TRAINED_ON, "");
        String own = place(system);
        boolean other =
                system.containsKey(PROTOCOL)
                        && trained.startsWith(system.get(DATASET) + ", protocol ")
                        && !trained.equals(own);
        return other
                ? Optional.of(
                        RootFormat.of(
                                "the model was trained on %s, and these are scores of %s: subjects"
                                        + " of the test may have been in its training data",
                                trained, own))
                : Optional.empty();
    }

    /** E.g. "oulu-npu, protocol 4, fold 2", as a trained model names its training data. */
    public static String place(Map<String, String> system) {
        String fold = system.getOrDefault(FOLD, "");
        return system.getOrDefault(DATASET, "")
                + ", protocol "
                + system.getOrDefault(PROTOCOL, "")
                + (fold.isEmpty() ? "" : ", fold " + fold);
    }
}
