/** Files that are written and read. No part of the API. */
package org.lgsc.core.internal.file;
