package org.lgsc.data.cache;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.file.FolderLock;

/**
 * The layout of a cache:
 *
 * <pre>
 * cache.json          the options
 * images/...          the pictures, by id of their presentation and frame
 * done/...            the result of each video; written when its pictures are complete
 * manifest.csv        all pictures; written last
 * set-aside.csv       files that could not be used, with the reason
 * </pre>
 */
record CacheFolder(Path root) {
    Path options() {
        return root.resolve("cache.json");
    }

    Path manifest() {
        return root.resolve("manifest.csv");
    }

    Path setAside() {
        return root.resolve("set-aside.csv");
    }

    Path done(String unit) {
        return root.resolve("done").resolve(unit + ".json");
    }

    /** Returns the path of a picture as in the manifest. */
    static String imagePath(String id, int frame, CacheOptions.Format format) {
        String name = frame < 0 ? id : RootFormat.of("%s/%05d", id, frame);
        return "images/" + name + "." + format.ending();
    }

    /** Returns the folder of a video's pictures. */
    Path images(String id) {
        return root.resolve("images").resolve(id);
    }

    /** Keeps a second preparation out of the folder until closed. */
    FolderLock lock() throws IOException {
        Files.createDirectories(root);
        return FolderLock.of(root, ".lock", "prepares faces in");
    }

    /** Rewords exceptions of Java whose message is only the file's name. */
    private static String reason(IOException e) {
        return e instanceof FileAlreadyExistsException
                ? "a file is in the way"
                : e instanceof AccessDeniedException
                        ? "permission denied"
                        : e instanceof NoSuchFileException
                                ? "the folder does not exist and cannot be created"
                                : String.valueOf(e.getMessage());
    }

    LgscException cannotWrite(IOException cause) {
        return LgscException.of(
                cause,
                "Cannot write to %s (%s); make room or give another folder, and run the same"
                        + " command again: it resumes where it stopped.",
                root,
                reason(cause));
    }
}
