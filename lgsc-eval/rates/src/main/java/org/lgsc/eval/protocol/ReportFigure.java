package org.lgsc.eval.protocol;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.file.IoReason;
import org.lgsc.core.internal.file.RegularFiles;

/**
 * A picture for the HTML report.
 *
 * @param caption below it
 * @param uri the picture as data URI
 */
record ReportFigure(String caption, String uri) {
    /** Checks that the picture is embedded. */
    public ReportFigure {
        if (!uri.startsWith("data:image/")) {
            throw new IllegalArgumentException("a figure is a data URI of an image");
        }
    }

    /**
     * Reads a PNG or SVG file; its name without the extension is the caption.
     *
     * @throws LgscException when it is neither, or cannot be read
     */
    public static ReportFigure read(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String type =
                switch (name.substring(dot + 1).toLowerCase(Locale.ROOT)) {
                    case "png" -> "png";
                    case "svg" -> "svg+xml";
                    default ->
                            throw new LgscException(file + " is neither a .png nor a .svg file.");
                };
        try {
            return new ReportFigure(
                    name.substring(0, dot).replace('-', ' '),
                    "data:image/"
                            + type
                            + ";base64,"
                            + Base64.getEncoder().encodeToString(RegularFiles.readAllBytes(file)));
        } catch (IOException e) {
            throw LgscException.of(e, "Cannot read the figure %s: %s.", file, IoReason.of(e));
        }
    }
}
