/** Strict reading of untrusted JSON. */
package org.lgsc.core.json;
