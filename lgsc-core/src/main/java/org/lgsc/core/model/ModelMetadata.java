package org.lgsc.core.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import org.lgsc.core.network.NetworkOptions;

/**
 * What a model file says about its network, as plain JSON.
 *
 * @param formatVersion version of this record, {@value #FORMAT_VERSION}
 * @param network options that the network was built with
 * @param preprocessing from a photograph to network input
 * @param threshold for decisions
 * @param provenance how the model came about
 * @param card what it was made of, is worth and is not for; null, as in files that have none, for
 *     {@link ModelCard#NOT_STATED}
 * @param calibration for precision int8, which such a model is used in unless somebody says
 *     otherwise; null for none, as in most files
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ModelMetadata(
        int formatVersion,
        NetworkOptions network,
        Preprocessing preprocessing,
        ModelThreshold threshold,
        Provenance provenance,
        ModelCard card,
        @JsonInclude(JsonInclude.Include.NON_NULL) Calibration calibration) {
    /**
     * The version that this library writes, and the newest that it reads. Version 1 had no face
     * geometry, but a crop and patches of fixed pixels.
     */
    public static final int FORMAT_VERSION = 2;

    /** Checks that nothing is missing. */
    public ModelMetadata {
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(preprocessing, "preprocessing");
        Objects.requireNonNull(threshold, "threshold");
        Objects.requireNonNull(provenance, "provenance");
        card = card == null ? ModelCard.NOT_STATED : card;
    }

    /** Of a new model that has no card yet. */
    public ModelMetadata(
            NetworkOptions network,
            Preprocessing preprocessing,
            ModelThreshold threshold,
            Provenance provenance) {
        this(FORMAT_VERSION, network, preprocessing, threshold, provenance, null, null);
    }

    /** Of a model that is not quantised. */
    public ModelMetadata(
            int formatVersion,
            NetworkOptions network,
            Preprocessing preprocessing,
            ModelThreshold threshold,
            Provenance provenance,
            ModelCard card) {
        this(formatVersion, network, preprocessing, threshold, provenance, card, null);
    }

    /** The same with another threshold. */
    public ModelMetadata withThreshold(ModelThreshold other) {
        return new ModelMetadata(
                formatVersion, network, preprocessing, other, provenance, card, calibration);
    }

    /** The same with another card. */
    public ModelMetadata withCard(ModelCard other) {
        return new ModelMetadata(
                formatVersion, network, preprocessing, threshold, provenance, other, calibration);
    }

    /** The same with another calibration, or null for none. */
    public ModelMetadata withCalibration(Calibration other) {
        return new ModelMetadata(
                formatVersion, network, preprocessing, threshold, provenance, card, other);
    }
}
