package org.lgsc.core.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Objects;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.patch.PatchPolicy;

/**
 * From a photograph to network input, as the model was trained.
 *
 * @param crop how a face is cut out of a photograph
 * @param patches which patches of a face are scored
 * @param scaling from pixels to input
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Preprocessing(FaceCrop crop, PatchPolicy patches, InputScaling scaling) {
    /** Checks that nothing is missing. */
    public Preprocessing {
        Objects.requireNonNull(crop, "crop");
        Objects.requireNonNull(patches, "patches");
        Objects.requireNonNull(scaling, "scaling");
    }
}
