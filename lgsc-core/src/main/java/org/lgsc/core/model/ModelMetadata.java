package org.lgsc.core.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.network.NetworkOptions;

/**
 * Metadata of a network in a model file, as plain JSON.
 *
 * @param formatVersion version of this record, {@value #FORMAT_VERSION}
 * @param network options with which the network was built
 * @param preprocessing conversion from a photograph to network input
 * @param threshold decision threshold
 * @param provenance how the model was created
 * @param card training data, quality and limitations; null, as in files without a card, for {@link
 *     ModelCard#NOT_STATED}
 * @param calibration calibration for precision int8, which is then the model's default; null for
 *     none, as in most files
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ModelMetadata(
        int formatVersion,
        NetworkOptions network,
        Preprocessing preprocessing,
        ModelThreshold threshold,
        Provenance provenance,
        ModelCard card,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Calibration calibration) {
    /**
     * Version that this library writes, and the newest one that it reads. Version 1 had no face
     * geometry, but a crop and patches of a fixed size.
     */
    public static final int FORMAT_VERSION = 2;

    /** Checks that all required components are present. */
    public ModelMetadata {
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(preprocessing, "preprocessing");
        Objects.requireNonNull(threshold, "threshold");
        Objects.requireNonNull(provenance, "provenance");
        card = card == null ? ModelCard.NOT_STATED : card;
    }

    /** Metadata of a new model without a card. */
    public ModelMetadata(
            NetworkOptions network,
            Preprocessing preprocessing,
            ModelThreshold threshold,
            Provenance provenance) {
        this(
                FORMAT_VERSION,
                network,
                preprocessing,
                threshold,
                provenance,
                ModelCard.NOT_STATED,
                null);
    }

    /** Returns these metadata with another threshold. */
    public ModelMetadata withThreshold(ModelThreshold other) {
        return new ModelMetadata(
                formatVersion, network, preprocessing, other, provenance, card, calibration);
    }

    /** Returns these metadata with another card. */
    public ModelMetadata withCard(ModelCard other) {
        return new ModelMetadata(
                formatVersion, network, preprocessing, threshold, provenance, other, calibration);
    }

    /** Returns these metadata with another calibration, or null for none. */
    public ModelMetadata withCalibration(@Nullable Calibration other) {
        return new ModelMetadata(
                formatVersion, network, preprocessing, threshold, provenance, card, other);
    }
}
