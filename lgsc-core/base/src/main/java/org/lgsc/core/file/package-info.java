/** Files that are written and read. */
package org.lgsc.core.file;
