package org.lgsc.cli.option;

import org.lgsc.core.face.FaceCrop;
import org.lgsc.data.cache.CacheOptions;
import picocli.CommandLine.Option;

/** Options for the preparation of a data set's faces. */
public final class FaceCacheOptions {
    @Option(
            names = "--minimum-face",
            defaultValue = "48",
            paramLabel = "PIXELS",
            description =
                    "Faces whose longer side is shorter than this are set aside"
                            + " (default: ${DEFAULT-VALUE}).")
    public int minimumFace;

    @Option(
            names = "--annotations",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Use the face locations that come with a data set, if any (default);"
                            + " --no-annotations lets the detector find every face.")
    public boolean annotations;

    @Option(
            names = "--format",
            defaultValue = "png",
            description =
                    "Format of prepared faces: png, jpeg (smaller, lossy) or bmp (larger, faster"
                            + " to read) (default: ${DEFAULT-VALUE}).")
    public CacheOptions.Format format;

    @Option(names = "--threads", description = "Videos prepared at a time (default: processors).")
    public Integer threads;

    /**
     * Options of the cache of a data set.
     *
     * @param frames frame selection
     */
    public CacheOptions of(String set, String frames, FaceCrop crop, FaceOptions faces) {
        return new CacheOptions(
                CacheOptions.VERSION, set, frames, crop, annotations, faces.name(), format);
    }
}
