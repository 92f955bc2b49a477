package org.lgsc.data.internal.folder;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Kinds of files by their names. */
public final class FileNames {
    /** Extensions of video files, in lower case. */
    public static final Set<String> VIDEOS =
            Set.of(
                    "avi", "mov", "mp4", "m4v", "mkv", "webm", "3gp", "3g2", "wmv", "asf", "mpg",
                    "mpeg", "ts", "mts", "m2ts");

    /** Extensions of picture files, in lower case. */
    public static final Set<String> PICTURES = Set.of("jpg", "jpeg", "png", "webp", "bmp");

    private static final Set<String> PHONE_PICTURES = Set.of("heic", "heif", "hif", "avif");

    private FileNames() {}

    /** Returns whether a file is a picture by its name. */
    public static boolean isPicture(Path file) {
        return PICTURES.contains(ending(file));
    }

    /** Returns whether a file is a video by its name. */
    public static boolean isVideo(Path file) {
        return VIDEOS.contains(ending(file));
    }

    /** Returns why a file that is not a picture by its name is not used, and what to do. */
    public static String reason(Path file) {
        if (isVideo(file)) {
            return "It is a video; cut out its faces first (prepare --dataset folder, in Java"
                    + " Preparation).";
        }
        if (PHONE_PICTURES.contains(ending(file))) {
            return "It is a HEIC or AVIF picture; save it as a JPEG.";
        }
        return "The file name is not that of a JPEG, PNG, WebP or BMP picture.";
    }

    /** Returns the file name without its extension. */
    public static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** Returns the extension in lower case; empty without one. */
    public static String ending(Path file) {
        return ending(file.getFileName().toString());
    }

    /** Returns the extension of a file name or URL in lower case; empty without one. */
    public static String ending(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
