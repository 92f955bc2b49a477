package org.lgsc.core.detector;

import org.lgsc.core.face.FaceBox;

/**
 * Where in a face the spoof cues are: the mean |cue| over the three channels, 0 to 1, combined from
 * the scored patches. Overlapping patches are averaged; a pixel without a patch is NaN.
 *
 * @param area square of the picture that the map covers, in the picture's pixels
 * @param values {@code [rows][columns]}, top row first; rows and columns are the area's, unless the
 *     face was resized for the network
 */
public record CueMap(FaceBox area, float[][] values) {
    /** Number of rows. */
    public int height() {
        return values.length;
    }

    /** Number of columns. */
    public int width() {
        return values[0].length;
    }
}
