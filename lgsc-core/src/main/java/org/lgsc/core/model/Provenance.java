package org.lgsc.core.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.lgsc.core.LgscVersion;
import org.lgsc.core.backend.Backend;

/**
 * How a model was created.
 *
 * @param seed seed of weights, batches and dropout
 * @param dataset name of the training data
 * @param dataHash SHA-256 over the list of samples and, since 0.1.0, their files
 * @param training options of the training run by name
 * @param lgscVersion version of this library
 * @param dl4jVersion version of Deeplearning4j
 * @param backend ND4J backend
 * @param java version of the Java runtime
 * @param platform operating system and processor
 * @param created time of creation, ISO 8601 in UTC
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Provenance(
        long seed,
        String dataset,
        String dataHash,
        Map<String, String> training,
        String lgscVersion,
        String dl4jVersion,
        String backend,
        String java,
        String platform,
        String created) {
    /** Sorts and copies the options. */
    public Provenance {
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(dataHash, "dataHash");
        training = Collections.unmodifiableMap(new TreeMap<>(training));
    }

    /** Returns the provenance of a model that is created now, on this machine. */
    public static Provenance now(
            long seed, String dataset, String dataHash, Map<String, String> training) {
        return new Provenance(
                seed,
                dataset,
                dataHash,
                training,
                LgscVersion.current(),
                Backend.dl4jVersion(),
                Backend.require(),
                Runtime.version().toString(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
