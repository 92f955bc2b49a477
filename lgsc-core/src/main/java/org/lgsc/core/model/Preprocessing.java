package org.lgsc.core.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.geometry.TestPolicy;
import org.lgsc.core.image.InputScaling;

/**
 * Conversion from a photograph to network input, as in the model's training.
 *
 * @param geometry conversion from a photograph to the pictures that are scored
 * @param scaling conversion from their pixels to input
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Preprocessing(FaceGeometry geometry, InputScaling scaling) {
    /** Checks that both components are present. */
    public Preprocessing {
        Objects.requireNonNull(geometry, "geometry");
        Objects.requireNonNull(scaling, "scaling");
    }

    /**
     * Reads the format of this version and of versions without a geometry.
     *
     * @param crop crop of earlier versions, else null
     * @param patches patches of earlier versions, else null
     */
    @JsonCreator
    static Preprocessing read(
            @JsonProperty("geometry") @Nullable FaceGeometry geometry,
            @JsonProperty("crop") @Nullable FaceCrop crop,
            @JsonProperty("patches") @Nullable EarlierPatches patches,
            @JsonProperty("scaling") InputScaling scaling) {
        if (geometry == null) {
            Objects.requireNonNull(crop, "neither geometry nor crop");
            Objects.requireNonNull(patches, "neither geometry nor patches");
            return new Preprocessing(
                    FaceGeometry.unrecorded(crop, patches.size(), patches.test()), scaling);
        }
        return new Preprocessing(geometry, scaling);
    }

    /** Returns this preprocessing with another geometry. */
    public Preprocessing withGeometry(FaceGeometry other) {
        return new Preprocessing(other, scaling);
    }

    /** Test-time patches as written by earlier versions. */
    private record EarlierPatches(String mode, int size, int count) {
        TestPolicy test() {
            return switch (String.valueOf(mode)) {
                case "NATIVE_PATCHES" -> TestPolicy.grid(count);
                case "WHOLE_RESIZED" -> TestPolicy.WHOLE;
                case "CENTRE_PATCH" -> TestPolicy.CENTRE;
                default -> throw new IllegalArgumentException("unknown patches: " + mode);
            };
        }
    }
}
