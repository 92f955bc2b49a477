package org.lgsc.cli.option;

import org.lgsc.data.cache.CacheFormat;
import picocli.CommandLine.Option;

/** Options that say how the faces of a data set are prepared. */
public final class FaceCacheOptions {
    @Option(
            names = "--minimum-face",
            defaultValue = "48",
            paramLabel = "PIXELS",
            description =
                    "Faces with a shorter longer side are set aside"
                            + " (default: ${DEFAULT-VALUE}).")
    public int minimumFace;

    @Option(
            names = "--annotations",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Take the face locations that come with a set where there are any (default), or"
                            + " let the detector find every face.")
    public boolean annotations;

    @Option(
            names = "--format",
            defaultValue = "png",
            description =
                    "Of prepared faces: png, jpeg (smaller, lossy) or bmp (larger, faster to read)"
                            + " (default: ${DEFAULT-VALUE}).")
    public CacheFormat format;

    @Option(names = "--threads", description = "Videos prepared at a time (default: processors).")
    public Integer threads;
}
