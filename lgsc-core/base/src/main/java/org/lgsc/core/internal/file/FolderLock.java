package org.lgsc.core.internal.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;

/**
 * Keeps two runs from writing to one folder. The system releases the lock when the process ends, in
 * whatever way.
 */
public final class FolderLock implements AutoCloseable {
    private final @Nullable FileChannel channel;

    private FolderLock(@Nullable FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Locks a folder for one use; a folder that cannot be written needs no lock.
     *
     * @param name name of the file that is locked, one for each use
     * @param use activity of the other run, for the message: "saves its checkpoints in"
     * @throws LgscException when another run has locked it
     */
    public static FolderLock of(Path folder, String name, String use) {
        FileChannel channel = null;
        try {
            Files.createDirectories(folder);
            channel =
                    FileChannel.open(
                            folder.resolve(name),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new FolderLock(channel);
            }
        } catch (OverlappingFileLockException e) {
            // another run of this process has it
        } catch (IOException e) {
            closeQuietly(channel); // a file system without locks, or nothing to write to
            return new FolderLock(null);
        }
        closeQuietly(channel);
        throw LgscException.of(
                "A run in progress %s %s; wait for it, or give another folder.", use, folder);
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                return; // it is no longer needed
            }
        }
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }
}
