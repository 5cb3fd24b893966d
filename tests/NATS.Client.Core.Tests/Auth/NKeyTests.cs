using System.Security.Cryptography;
using NATS.Client.Core.Auth;

namespace NATS.Client.Core.Tests.Auth;

public sealed class NKeyTests
{
    // The example of the NATS documentation on NKeys.
    private const string Seed = "SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU3VY";
    private const string Public = "UDXU4RCSJNZOIQHZNWXHXORDPRTGNJAHAHFRGZNEEJCPQTT2M7NLCNF4";

    [Fact]
    public void A_seed_gives_its_public_key()
    {
        using NKey key = NKey.FromSeed(Seed);
        key.PublicKey().ShouldBe(Public);
    }

    [Fact]
    public void Signatures_are_those_of_the_standard()
    {
        // RFC 8032, 7.1, tests 1 to 3.
        (string Secret, string Public, string Message, string Signature)[] vectors =
        [
            ("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
            ("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
            ("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
        ];
        foreach ((string secret, string publicKey, string message, string signature) in vectors)
        {
            byte[] bytes = Convert.FromHexString(secret);
            Convert.ToHexStringLower(Ed25519.PublicKey(bytes)).ShouldBe(publicKey);
            Convert.ToHexStringLower(Ed25519.Sign(bytes, Convert.FromHexString(message))).ShouldBe(signature);
        }
    }

    [Fact]
    public void The_checksum_is_xmodems() => Crc16.Of("123456789"u8).ShouldBe((ushort)0x31C3);

    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Base32_is_that_of_the_standard(string text, string encoded)
    {
        byte[] bytes = System.Text.Encoding.ASCII.GetBytes(text);
        Base32.Encode(bytes).ShouldBe(encoded);
        Base32.Decode(encoded).ShouldBe(bytes);
    }

    [Theory]
    [InlineData("A")]
    [InlineData("MZ1")]
    [InlineData("MZ")]
    [InlineData("my")]
    [InlineData("MY======")]
    public void What_is_not_base32_is_refused(string text) => Base32.Decode(text).ShouldBeNull();

    [Fact]
    public void A_seed_with_a_mistake_is_refused()
    {
        for (int at = 0; at < Seed.Length; at++)
        {
            string wrong = Seed[..at] + (Seed[at] == 'A' ? 'B' : 'A') + Seed[(at + 1)..];
            Should.Throw<NatsException>(() => NKey.FromSeed(wrong));
        }
        Should.Throw<NatsException>(() => NKey.FromSeed(Public));
        Should.Throw<NatsException>(() => NKey.FromSeed(""));
    }

    [Fact]
    public void Seeds_made_here_are_read_here()
    {
        byte[] secret = RandomNumberGenerator.GetBytes(32);
        using NKey key = NKey.FromSeed(TestKeys.Seed('U', secret));
        key.PublicKey().ShouldStartWith("U");
        key.PublicKey().Length.ShouldBe(56);
    }

    [Fact]
    public void Credentials_are_the_lines_after_their_marks()
    {
        (string jwt, string seed) = CredentialFiles.ParseCreds(TestKeys.Creds("the.jwt.itself", Seed).ReplaceLineEndings("\r\n"));
        jwt.ShouldBe("the.jwt.itself");
        seed.ShouldBe(Seed);
        Should.Throw<NatsException>(() => CredentialFiles.ParseCreds("nothing"));
        Should.Throw<NatsException>(() => CredentialFiles.ReadCreds("/nowhere/at.all"));
    }
}
