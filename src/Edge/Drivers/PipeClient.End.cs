using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;

namespace Edge.Drivers;

/// <content>How the connection ends.</content>
internal sealed partial class PipeClient
{
    /// <summary>The caller is gone: its request ends, and its connection.</summary>
    private void Leave()
    {
        _request?.Session.Exchange.ClientGone();
        Cut();
    }

    /// <summary>Everything is flushed: the connection ends in good order or by a reset, at once or after a moment for the caller.</summary>
    private void Part(SessionFate fate, bool wait = false)
    {
        (_stage, _resets) = (PipeStage.Parting, fate == SessionFate.Reset);
        _until = wait ? Now + PartingTime : Now;
    }

    /// <summary>Ends the connection at once, by a reset.</summary>
    private void Cut()
    {
        (_stage, _until) = (PipeStage.Leaving, long.MaxValue);
        try
        {
            _connection.Features.Get<IConnectionSocketFeature>()?.Socket.Close(timeout: 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is closed already.
        }
        _connection.Abort();
    }

    /// <summary>Behind the last answer: lets everything come to rest, as far as it goes without waiting.</summary>
    private void Rest()
    {
        if (_isForKestrel)
        {
            Finish();
            return;
        }
        Discard();
        if (_stage == PipeStage.Parting && (Now >= _until || IsEnded))
            Depart();
        if (_stage == PipeStage.Parting || !TryGiveBack() || _input.IsPending || _output.IsPending)
            return;
        // Cleartext: the transport ends when all is sent, and with it what it reads. TLS has to say good-bye itself, behind us.
        if (_input.HasEnded || _isTls)
            Finish();
    }

    private void Depart()
    {
        if (_resets)
        {
            Cut();
            return;
        }
        (_stage, _until) = (PipeStage.Leaving, Now + PipeOutput.Farewell);
        if (!_isTls)
            _output.Complete();
        Discard();
    }

    /// <summary>Reads and drops what still comes; under TLS, which ends only behind us, reads no more once all is said.</summary>
    private void Discard()
    {
        _input.Clear();
        if (_stage == PipeStage.Leaving && _isTls)
        {
            _input.Cancel();
            return;
        }
        int reads = 0;
        while (reads < Turn && _input.Read())
        {
            _input.Clear();
            reads++;
        }
        if (reads == Turn)
            Queue();
    }

    /// <summary>Gives back what a request used. False while something of it is under way.</summary>
    private bool TryGiveBack()
    {
        if (_request is null)
            return true;
        if (_mistake is not null)
            _request.Upstream.Settle();
        if (!_request.Upstream.IsQuiet)
            return false;
        Return();
        return true;
    }

    /// <summary>A mistake of ours: this connection ends, and what it used is not used again; Kestrel logs it.</summary>
    private void Fail(Exception mistake)
    {
        if (_mistake is not null)
        {
            // While cleaning up after another one, which is the one that is reported.
            Finish();
            return;
        }
        _mistake = mistake;
        try
        {
            _request?.Session.Exchange.Stop();
        }
        catch (Exception)
        {
            // As above.
        }
        Cut();
        // In a turn of its own: it may fail as well.
        Queue();
    }

    private void Finish()
    {
        (_stage, _deadline) = (PipeStage.Over, long.MaxValue);
        if (_request is not null)
            _driver.Lose();
        if (_mistake is null)
            _over.TrySetResult(!_isForKestrel);
        else
            _over.TrySetException(_mistake);
    }
}
