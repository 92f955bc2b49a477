/** NUAA Photograph Imposter Database (Tan et al., ECCV 2010). */
package org.lgsc.data.nuaa;
