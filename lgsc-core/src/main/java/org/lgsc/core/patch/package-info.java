/** Which patches of a face the network sees at test time. */
package org.lgsc.core.patch;
