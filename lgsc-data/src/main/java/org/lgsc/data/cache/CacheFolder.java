package org.lgsc.data.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.RootFormat;

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

    /**
     * Keeps a second preparation out of the folder until closed; a killed process releases the lock
     * by itself.
     *
     * @throws LgscException when another one is running there
     */
    FileChannel lock() {
        try {
            Files.createDirectories(root);
            FileChannel channel =
                    FileChannel.open(
                            root.resolve(".lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw LgscException.of(
                        "Another preparation is running in %s; wait for it to end.", root);
            }
            return channel;
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this process
        }
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
