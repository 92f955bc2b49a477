package org.lgsc.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lgsc.core.LgscException;
import org.lgsc.core.LgscVersion;
import org.lgsc.core.backend.Backend;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.data.dataset.PadDataset;

/** The values that must be, or are best, the same when a run is resumed. */
final class RunIdentity {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RunIdentity() {}

    /** A folder may have been renamed: only its contents count. */
    private static final String NAME = "data set";

    private static final String HASH = "data hash";

    /** Runs of earlier versions do not record it. */
    private static final String PRECISION = "precision";

    private static final String LOCAL_STEPS = "localSteps";

    /** Smallest face that is cut out of a photograph. */
    static final String SMALLEST_FACE = "preprocessing.geometry.crop.minimumSize";

    /** Not recorded without this loss, as in runs of versions that did not have it. */
    static final String CUE_ORDER = "network.cueOrderMargin";

    /** Returns every option that affects the weights, one by one, and the data. */
    static Map<String, String> of(TrainingOptions options, PadDataset dataset) {
        Map<String, String> identity = new TreeMap<>(options.asMap());
        identity.remove("threads"); // does not change the result
        unnamed(identity);
        identity.remove("network");
        identity.remove("preprocessing");
        flatten("network", JSON.valueToTree(options.network()), identity);
        if (options.network().cueOrderMargin() == 0) {
            identity.remove(CUE_ORDER);
        }
        flatten("preprocessing", JSON.valueToTree(options.preprocessing()), identity);
        identity.put(NAME, dataset.name());
        identity.put(HASH, dataset.dataHash());
        if (!dataset.sets().isEmpty()) {
            identity.put("balanced over", String.join(", ", dataset.sets()));
        }
        return identity;
    }

    private static void unnamed(Map<String, String> identity) {
        identity.putIfAbsent(PRECISION, TrainingPrecision.FLOAT32.toString());
        identity.putIfAbsent(LOCAL_STEPS, "1");
    }

    static void flatten(String name, JsonNode node, Map<String, String> into) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> flatten(name + "." + field.getKey(), field.getValue(), into));
        } else {
            into.put(name, node.isValueNode() ? node.asText() : node.toString());
        }
    }

    /** Returns the environment in which results are bit by bit the same. */
    static Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("LGSC", LgscVersion.current());
        environment.put("Deeplearning4j", Backend.dl4jVersion());
        environment.put("backend", Backend.require());
        environment.put(
                "platform", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return environment;
    }

    /**
     * Compares a saved run with the current one. Runs of versions that did not hash file contents
     * have the hash of the list of samples.
     *
     * @param file for the message
     * @throws LgscException listing what differs
     */
    static void requireSame(
            String file, Map<String, String> saved, Map<String, String> now, PadDataset dataset) {
        Map<String, String> before = new TreeMap<>(saved);
        before.put(NAME, now.get(NAME));
        unnamed(before);
        if (dataset.listHash().equals(saved.get(HASH))) {
            before.put(HASH, now.get(HASH));
        }
        String differences = differences(before, now);
        if (!differences.isEmpty()) {
            throw LgscException.of(
                    "This training cannot be resumed from %s, because it is another one: %s.",
                    file, differences);
        }
    }

    /** Returns for example {@code batchSize was 4 and is 8 now}; empty when there is none. */
    static String differences(Map<String, String> saved, Map<String, String> now) {
        TreeSet<String> names = new TreeSet<>(saved.keySet());
        names.addAll(now.keySet());
        return names.stream()
                .filter(n -> !saved.getOrDefault(n, "").equals(now.getOrDefault(n, "")))
                .map(
                        n ->
                                RootFormat.of(
                                        "%s was %s and is %s now",
                                        n,
                                        saved.getOrDefault(n, "missing"),
                                        now.getOrDefault(n, "missing")))
                .collect(Collectors.joining("; "));
    }
}
