/** Reading and writing files: complete or not at all, and regular files only. */
package org.lgsc.core.file;
